import com.adobe.epubcheck.tool.EpubChecker;

/** Checks many EPUBs in one Java machine: each FILE.epub gets a report FILE.epub.json. */
class EpubCheckAll {
    public static void main(String[] files) {
        for (String file : files) {
            new EpubChecker().run(new String[] {file, "--json", file + ".json", "--quiet"});
        }
    }
}
