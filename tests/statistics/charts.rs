//! Charts are well-formed, say in words what they show, and need no colour.

use std::fs;

use jinbang::{
    competition::Text,
    export::svg::{Bar, BarChart, Fill},
};
use quick_xml::{Reader, events::Event};
use tempfile::TempDir;

use super::{command::statistics, common::folder::fixture};

/// Names of the elements, and all text; panics where it is no XML.
fn read(svg: &str) -> (Vec<String>, Vec<String>) {
    let mut reader = Reader::from_str(svg);
    let (mut names, mut texts, mut text) = (Vec::new(), Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap_or_else(|fault| panic!("{fault}\n{svg}")) {
            Event::Start(start) | Event::Empty(start) => {
                for attribute in start.attributes() {
                    attribute.expect("an attribute");
                }
                names.push(start.name().as_ref().to_owned());
                text.clear();
            }
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(name) => text.push_str(match &*name {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                other => panic!("&{other};"),
            }),
            Event::End(_) => texts.push(std::mem::take(&mut text)),
            Event::Eof => return (names, texts),
            _ => {}
        }
    }
}

fn chart(label: &str) -> BarChart {
    BarChart {
        title: Text::new("图", "Chart"),
        about: Text::new("说明。", "About."),
        legend: vec![(Fill::Solid, Text::new("获奖", "won")), (Fill::Hatched, Text::new("未定", "open"))],
        bars: vec![
            Bar { label: label.to_owned(), parts: vec![(Fill::Solid, 3), (Fill::Hatched, 1)], note: "3 · open 1".to_owned() },
            Bar { label: "small".to_owned(), parts: vec![(Fill::Solid, 0)], note: "<3".to_owned() },
        ],
    }
}

#[test]
fn any_name_stays_text() {
    for name in ["<script>alert(1)</script>", "R&D \"x\"", "a\u{0}b\u{7}", "汉字", ""] {
        let (names, texts) = read(&chart(name).to_svg());
        assert!(names.iter().all(|own| own != "script"), "{name:?}");
        let kept: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        assert!(texts.contains(&kept), "{name:?}: {texts:?}");
    }
}

/// Without a drawing: the description has every bar with its number; without colour: patterns differ.
#[test]
fn a_chart_says_in_words_what_it_shows() {
    let svg = chart("welding").to_svg();
    let (_, texts) = read(&svg);
    assert_eq!(texts[0], "图 Chart");
    assert_eq!(texts[1], "说明。 About. welding: 3 · open 1; small: <3");
    assert!(svg.contains("role=\"img\"") && svg.contains("aria-labelledby=\"title desc\""));
    assert_eq!(svg.matches("url(#hatched)").count(), 2, "once in the legend, once in the bar");
    // A hidden number has no length: background, pattern, legend and the first bar are all the rectangles there are.
    assert_eq!(svg.matches("<rect").count(), 3 + 2 + 2);
}

#[test]
fn every_chart_of_the_fixtures_is_well_formed_and_gives_no_small_number_away() {
    let folder = TempDir::with_prefix("charts-").expect("a folder");
    let path = folder.path().join("new/folder");
    let programmes = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/programmes");
    let shown = statistics(
        &[&fixture("national-finals"), &fixture("class-1-finals")],
        &["--svg", path.to_str().expect("UTF-8"), "--programmes", programmes],
    );
    assert_eq!(shown.code, Some(0), "{shown:?}");
    let mut files: Vec<String> =
        fs::read_dir(&path).expect("charts").map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    files.sort_unstable();
    let by = ["age", "delegation", "gender", "kind", "level", "migrant", "skill"].map(|word| format!("winners-by-{word}.svg"));
    assert_eq!(files, [&["programmes.svg".to_owned()][..], &by].concat());
    for file in &files {
        let (names, texts) = read(&fs::read_to_string(path.join(file)).expect("a chart"));
        assert!(names.contains(&"title".to_owned()) && names.contains(&"desc".to_owned()), "{file}");
        assert!(texts[0].chars().any(|c| c.is_ascii_alphabetic()) && texts[0].chars().any(|c| c > '一'), "{file}: {}", texts[0]);
    }
    let gender = fs::read_to_string(path.join("winners-by-gender.svg")).expect("a chart");
    let (_, texts) = read(&gender);
    assert!(texts[1].contains("女 women 2025: &lt;3") || texts[1].contains("女 women 2025: <3"), "{}", texts[1]);
    // Two of the legend, the bar of the men, the background and two of the pattern.
    assert_eq!(gender.matches("<rect").count(), 6, "{gender}");
}
