//! A small writer of Word files.

use std::io::{Cursor, Write};

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document with four headings, a list of bullets (numbering 1) and lists of numbers (numbering 2 and on).
#[derive(Clone, Debug, Default)]
pub struct WordDocument {
    body: String,
    links: Vec<String>,
    pictures: Vec<(String, Vec<u8>)>,
    parts: Vec<(&'static str, String)>,
    lists: usize,
}

/// Text for XML.
pub fn text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A run of letters.
pub fn run(words: &str) -> String {
    marked(words, "")
}

/// A run with properties: `<w:b/>`.
pub fn marked(words: &str, properties: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", text(words))
}

/// A paragraph of runs, with properties: `<w:pStyle w:val="Heading1"/>`.
pub fn paragraph(runs: &str, properties: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

/// A table of cells, each a paragraph.
pub fn table(rows: &[Vec<String>]) -> String {
    let cell = |runs: &String| format!("<w:tc><w:tcPr/>{}</w:tc>", paragraph(runs, ""));
    let row = |row: &Vec<String>| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

impl WordDocument {
    pub fn new() -> WordDocument {
        WordDocument { lists: 2, ..WordDocument::default() }
    }

    /// A document with the heading of a measure.
    pub fn below(heading: &str) -> WordDocument {
        WordDocument::new().heading(2, heading)
    }

    /// Anything in the body.
    pub fn raw(mut self, xml: &str) -> WordDocument {
        self.body.push_str(xml);
        self
    }

    pub fn heading(self, level: usize, words: &str) -> WordDocument {
        self.raw(&paragraph(&run(words), &format!("<w:pStyle w:val=\"Heading{level}\"/>")))
    }

    pub fn plain(self, words: &str) -> WordDocument {
        self.raw(&paragraph(&run(words), ""))
    }

    /// An item of a list; `number` is 1 for bullets.
    pub fn item(self, runs: &str, number: usize, level: usize) -> WordDocument {
        let properties = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>");
        self.raw(&paragraph(runs, &properties))
    }

    /// The number of a new list of numbers.
    pub fn new_list(&mut self) -> usize {
        self.lists += 1;
        self.lists
    }

    /// The id of a link.
    pub fn link(&mut self, address: &str) -> String {
        self.links.push(address.to_owned());
        format!("link{}", self.links.len())
    }

    /// The id of a picture in the folder of media.
    pub fn picture(&mut self, name: &str, bytes: Vec<u8>) -> String {
        self.pictures.push((name.to_owned(), bytes));
        format!("picture{}", self.pictures.len())
    }

    /// Another part: `comments`.
    pub fn part(mut self, kind: &'static str, xml: &str) -> WordDocument {
        self.parts.push((kind, format!("<w:{kind} {NAMESPACES}>{xml}</w:{kind}>")));
        self
    }

    fn numbering(&self) -> String {
        let level = |format: &str, text: &str, level: usize| {
            format!("<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>")
        };
        let bullets: String = (0..9).map(|at| level("bullet", "•", at)).collect();
        let numbers: String = (0..9).map(|at| level("decimal", &format!("%{}.", at + 1), at)).collect();
        let restart: String = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>".to_owned();
        let own = (2..=self.lists).map(|id| format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"1\"/>{restart}</w:num>"));
        format!(
            "<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\">{bullets}</w:abstractNum>\
             <w:abstractNum w:abstractNumId=\"1\">{numbers}</w:abstractNum>\
             <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>{}</w:numbering>",
            own.collect::<String>()
        )
    }

    fn styles() -> String {
        let heading = |level: usize| {
            format!("<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/></w:style>")
        };
        let caption = "<w:style w:type=\"paragraph\" w:styleId=\"a3\"><w:name w:val=\"caption\"/></w:style>";
        format!("<w:styles {NAMESPACES}>{}{caption}</w:styles>", (1..=6).map(heading).collect::<String>())
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let relation = |id: &str, kind: &str, target: &str, mode: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{RELATIONSHIPS}/{kind}\" Target=\"{}\"{mode}/>", text(target))
        };
        let mut relations = relation("styles", "styles", "styles.xml", "") + &relation("numbering", "numbering", "numbering.xml", "");
        for (number, address) in (1..).zip(&self.links) {
            relations += &relation(&format!("link{number}"), "hyperlink", address, " TargetMode=\"External\"");
        }
        for (number, (name, _)) in (1..).zip(&self.pictures) {
            relations += &relation(&format!("picture{number}"), "image", &format!("media/{name}"), "");
        }
        for (kind, _) in &self.parts {
            relations += &relation(kind, kind, &format!("{kind}.xml"), "");
        }
        let relations =
            format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>");
        let document = format!("<?xml version=\"1.0\"?><w:document {NAMESPACES}><w:body>{}<w:sectPr/></w:body></w:document>", self.body);
        let mut parts: Vec<(String, Vec<u8>)> = vec![
            ("[Content_Types].xml".to_owned(), b"<Types/>".to_vec()),
            ("word/document.xml".to_owned(), document.into_bytes()),
            ("word/_rels/document.xml.rels".to_owned(), relations.into_bytes()),
            ("word/styles.xml".to_owned(), WordDocument::styles().into_bytes()),
            ("word/numbering.xml".to_owned(), self.numbering().into_bytes()),
        ];
        parts.extend(self.parts.iter().map(|(kind, xml)| (format!("word/{kind}.xml"), xml.clone().into_bytes())));
        parts.extend(self.pictures.iter().map(|(name, bytes)| (format!("word/media/{name}"), bytes.clone())));
        zipped(&parts)
    }
}

/// Parts as a zip file.
pub fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        file.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        file.write_all(bytes).unwrap();
    }
    file.finish().unwrap().into_inner()
}
