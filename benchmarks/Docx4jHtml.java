import java.io.File;
import java.io.FileOutputStream;
import org.docx4j.Docx4J;
import org.docx4j.convert.out.HTMLSettings;
import org.docx4j.openpackaging.packages.WordprocessingMLPackage;

/** A DOCX as docx4j shows it: java -cp 'LIB/*' Docx4jHtml.java DOCX HTML, pictures beside it. */
class Docx4jHtml {
    public static void main(String[] files) throws Exception {
        HTMLSettings settings = Docx4J.createHTMLSettings();
        settings.setOpcPackage(WordprocessingMLPackage.load(new File(files[0])));
        settings.setImageDirPath(new File(files[1]).getParent());
        settings.setImageTargetUri(".");
        try (FileOutputStream html = new FileOutputStream(files[1])) {
            Docx4J.toHTML(settings, html, Docx4J.FLAG_EXPORT_PREFER_XSL);
        }
    }
}
