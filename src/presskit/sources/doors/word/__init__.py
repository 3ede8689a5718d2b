"""Word files of every program: their XML read directly, since converters lose words on the way."""
