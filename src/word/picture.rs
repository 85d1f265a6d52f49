//! Pictures of a text with their captions, taken out of the paragraphs and tables that hold them.

use super::block::{ParagraphKind, WordBlock, WordCell, WordParagraph, WordPicture, WordPiece, WordTable, cell_text};
use std::collections::BTreeSet;

/// Letters of the longest caption that is one by its words alone.
const LONGEST: usize = 80;

/// The blocks with each picture as a block of its own, and without the paragraphs that are their captions.
pub fn with_pictures(blocks: &[WordBlock]) -> Vec<WordBlock> {
    let mut found: Vec<WordBlock> = Vec::new();
    let mut blocks: Vec<WordBlock> = blocks.to_vec();
    let mut position = 0;
    while position < blocks.len() {
        match &mut blocks[position] {
            WordBlock::Paragraph(paragraph) => {
                let pictures = taken(paragraph);
                if !pictures.is_empty() {
                    let own = Some(paragraph.text()).filter(|text| is_caption_text(text));
                    let caption = own.clone().or_else(|| caption_behind(&mut blocks, position)).or_else(|| caption_before(&mut found));
                    found.extend(
                        pictures.into_iter().map(|picture| WordBlock::Picture(WordPicture { caption: caption.clone(), ..picture })),
                    );
                    if own.is_some() {
                        position += 1;
                        continue;
                    }
                }
                found.push(blocks[position].clone());
            }
            WordBlock::Table(table) => {
                let mut pictures = of_table(table);
                if let [only] = pictures.as_mut_slice()
                    && only.caption.is_none()
                {
                    only.caption = caption_behind(&mut blocks, position);
                }
                found.extend(pictures.into_iter().map(WordBlock::Picture));
                let is_blank = matches!(&blocks[position], WordBlock::Table(table) if table.rows.iter().flatten().all(|cell| cell_text(cell).is_empty()));
                if !is_blank {
                    found.push(blocks[position].clone());
                }
            }
            WordBlock::Picture(_) => found.push(blocks[position].clone()),
        }
        position += 1;
    }
    found
}

/// Takes the pictures out of a paragraph.
fn taken(paragraph: &mut WordParagraph) -> Vec<WordPicture> {
    let position = paragraph.position;
    let mut pictures = Vec::new();
    paragraph.pieces.retain(|piece| match piece {
        WordPiece::Picture { part, alt } => {
            pictures.push(WordPicture { part: part.clone(), alt: alt.clone(), caption: None, position });
            false
        }
        WordPiece::Letters { .. } | WordPiece::Break | WordPiece::Note(_) => true,
    });
    pictures
}

/// Takes the caption that follows pictures, behind paragraphs without words and with more pictures.
fn caption_behind(blocks: &mut [WordBlock], position: usize) -> Option<String> {
    let is_passed = |block: &WordBlock| matches!(block, WordBlock::Paragraph(paragraph) if paragraph.is_blank() && !has_picture(paragraph));
    let next = position + 1 + blocks[position + 1..].iter().take_while(|block| is_passed(block)).count();
    let text = caption_of(blocks.get(next)?)?;
    if let Some(WordBlock::Paragraph(caption)) = blocks.get_mut(next) {
        caption.pieces.clear();
        caption.shown.clear();
    }
    Some(text)
}

/// Takes the caption that stands before a picture.
fn caption_before(found: &mut Vec<WordBlock>) -> Option<String> {
    let text = caption_of(found.last()?)?;
    found.pop();
    Some(text)
}

fn has_picture(paragraph: &WordParagraph) -> bool {
    paragraph.pieces.iter().any(|piece| matches!(piece, WordPiece::Picture { .. }))
}

fn caption_of(block: &WordBlock) -> Option<String> {
    let WordBlock::Paragraph(paragraph) = block else { return None };
    let text = paragraph.shown_text().split_whitespace().collect::<Vec<_>>().join(" ");
    let is_caption = paragraph.kind == ParagraphKind::Caption || is_caption_text(&text);
    Some(text).filter(|text| is_caption && !text.is_empty() && !has_picture(paragraph))
}

/// Whether a line is a caption by its words: 写真１　…, 図2：…, 【写真】…
fn is_caption_text(text: &str) -> bool {
    let text = text.trim();
    let bare = text.trim_start_matches(['【', '（', '(', '▲', '△', '▼', '↑', '〔']);
    let behind = |word: &str| {
        let next = bare.strip_prefix(word).map(|behind| behind.chars().next());
        next.is_some_and(|next| next.is_none_or(|next| next.is_numeric() || next.is_whitespace() || "：:．.）)】〕-－".contains(next)))
    };
    text.chars().count() <= LONGEST && (behind("写真") || behind("図"))
}

/// The pictures of a table: the caption of each stands in its cell, or in the cell below.
fn of_table(table: &mut WordTable) -> Vec<WordPicture> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for row in 0..table.rows.len() {
        for column in 0..table.rows[row].len() {
            let pictures: Vec<WordPicture> = table.rows[row][column].iter_mut().flat_map(taken).collect();
            // A merged cell is repeated.
            let is_first = |picture: &WordPicture| seen.insert((picture.part.clone(), picture.position));
            let pictures: Vec<WordPicture> = pictures.into_iter().filter(is_first).collect();
            if pictures.is_empty() {
                continue;
            }
            let own = cell_text(&table.rows[row][column]);
            let caption = if own.is_empty() {
                let below = table.rows.get_mut(row + 1).and_then(|row| row.get_mut(column));
                below.filter(|below| !below.iter().any(has_picture)).and_then(take_caption)
            } else {
                take_caption(&mut table.rows[row][column])
            };
            found.extend(pictures.into_iter().map(|picture| WordPicture { caption: caption.clone(), ..picture }));
        }
    }
    found
}

/// Takes the words of a cell as a caption, if they are short.
fn take_caption(cell: &mut WordCell) -> Option<String> {
    let text = cell_text(cell);
    let is_short = !text.is_empty() && text.chars().count() <= LONGEST && !text.ends_with('。');
    is_short.then(|| {
        cell.clear();
        text
    })
}
