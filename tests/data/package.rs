//! The files of a package and what they say of each other.

use super::{KANAZAWA, TSUBAKI, built, bytes, rows, table};
use crate::harness::Site;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use zip::ZipArchive;

fn descriptor(site: &Site, folder: &str) -> Value {
    serde_json::from_slice(&bytes(site, &format!("{folder}/datapackage.json"))).unwrap()
}

fn resources(descriptor: &Value) -> &Vec<Value> {
    descriptor["resources"].as_array().unwrap()
}

#[test]
fn every_file_has_the_bytes_and_the_checksum_that_the_package_says() {
    for (site, folder, count) in
        [(&KANAZAWA, "2016/data", 5), (&KANAZAWA, "data", 5), (&TSUBAKI, "2019/data", 5), (&TSUBAKI, "2018/data", 6), (&TSUBAKI, "data", 6)]
    {
        let descriptor = descriptor(site, folder);
        assert_eq!(resources(&descriptor).len(), count, "corrections have a table where there are some");
        for resource in resources(&descriptor) {
            let bytes = bytes(site, &format!("{folder}/{}", resource["path"].as_str().unwrap()));
            let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!((&resource["bytes"], &resource["hash"]), (&json!(bytes.len()), &json!(format!("sha256:{hash}"))), "{resource}");
        }
    }
}

#[test]
fn the_schema_names_every_column_in_its_order() {
    let descriptor = descriptor(&KANAZAWA, "2016/data");
    for resource in &resources(&descriptor)[..3] {
        let (header, _) = table(&bytes(&KANAZAWA, &format!("2016/data/{}", resource["path"].as_str().unwrap())));
        let fields = resource["schema"]["fields"].as_array().unwrap();
        assert_eq!(fields.iter().map(|field| field["name"].as_str().unwrap()).collect::<Vec<_>>(), header);
        assert_eq!(header.iter().collect::<BTreeSet<_>>().len(), header.len(), "no header twice");
    }
    let keys = [&resources(&descriptor)[0]["schema"]["primaryKey"], &resources(&descriptor)[1]["schema"]["foreignKeys"][0]["fields"]];
    assert_eq!(keys, [&json!(["ID", "対象年度"]); 2]);
}

#[test]
fn the_package_says_whose_it_is_and_what_it_was_made_from() {
    let descriptor = descriptor(&KANAZAWA, "2016/data");
    let said = |key: &str| descriptor[key].clone();
    assert_eq!((said("profile"), said("name")), (json!("data-package"), json!("progress-report-2016-172014")));
    assert_eq!((said("title"), said("version")), (json!("金沢版総合戦略の取組状況"), json!("2016.1.0")));
    assert_eq!(said("contributors"), json!([{ "title": "金沢市", "role": "publisher" }]));
    assert_eq!(said("sources"), json!([{ "title": "金沢版総合戦略の取組状況" }]));
    assert_eq!((said("licenses"), said("homepage")), (Value::Null, Value::Null), "what the city has not given stays away");
}

#[test]
fn a_licence_and_an_address_are_told_where_the_site_has_them() {
    let site = Site::kanazawa();
    site.change("content/site.toml", "base_url = \"\"", "base_url = \"https://example.jp/report/\"\nlicence = \"PDL-1.0\"");
    let site = built(site, &["build"]);
    let descriptor = descriptor(&site, "2016/data");
    let path = "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0";
    assert_eq!(descriptor["licenses"], json!([{ "name": "PDL-1.0", "path": path, "title": "公共データ利用規約（第1.0版）" }]));
    assert_eq!(descriptor["homepage"], json!("https://example.jp/report/2016/data/"));
}

#[test]
fn the_dictionary_explains_every_column_of_both_tables_and_every_key_of_json() {
    let entries = rows(&bytes(&KANAZAWA, "2016/data/dictionary.csv"));
    let json: Value = serde_json::from_slice(&bytes(&TSUBAKI, "data/indicators.json")).unwrap();
    for name in ["indicators", "observations"] {
        let of_table: Vec<_> = entries.iter().filter(|entry| entry["表"] == name).collect();
        let (header, _) = table(&bytes(&KANAZAWA, &format!("2016/data/{name}.csv")));
        assert_eq!(of_table.iter().filter_map(|entry| entry.get("項目名")).collect::<Vec<_>>(), header.iter().collect::<Vec<_>>());
        let names: BTreeSet<&str> = of_table.iter().map(|entry| entry["機械可読名"].as_str()).collect();
        let keys = json[name].as_array().unwrap().iter().flat_map(|row| row.as_object().unwrap().keys());
        assert_eq!(keys.map(String::as_str).filter(|key| !names.contains(key)).collect::<Vec<_>>(), Vec::<&str>::new());
        assert!(of_table.iter().all(|entry| entry.contains_key("説明") && entry.contains_key("説明_英語")));
    }
}

#[test]
fn json_has_the_same_figures_under_the_machine_names_with_exact_fractions() {
    let json: Value = serde_json::from_slice(&bytes(&KANAZAWA, "2016/data/indicators.json")).unwrap();
    assert_eq!((&json["name"], &json["version"]), (&json!("progress-report-2016-172014"), &json!("2016.1.0")));
    let row = json["indicators"].as_array().unwrap().iter().find(|row| row["id"] == "postnatal-care-supporters").unwrap();
    let of = |key: &str| row[key].clone();
    assert_eq!((of("baseline_value"), of("result_value"), of("target_value")), (json!(132), json!(147), json!(200)));
    assert_eq!((of("progress"), of("progress_exact"), of("expected_exact")), (json!(0.220588), json!("15/68"), json!("796/5")));
    assert_eq!(row.get("baseline_status"), None, "what is empty is left out");
    assert_eq!(json["observations"].as_array().unwrap().len(), rows(&bytes(&KANAZAWA, "2016/data/observations.csv")).len());
}

#[test]
fn the_zip_file_holds_all_other_files_as_they_are() {
    for (folder, name, count) in [("2016/data", "progress-report-2016.zip", 6), ("data", "progress-reports.zip", 6)] {
        let mut zip = ZipArchive::new(Cursor::new(bytes(&KANAZAWA, &format!("{folder}/{name}")))).unwrap();
        assert_eq!(zip.len(), count);
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).unwrap();
            let (mut found, path) = (Vec::new(), entry.name().unwrap().into_owned());
            entry.read_to_end(&mut found).unwrap();
            assert!(found == bytes(&KANAZAWA, &format!("{folder}/{path}")), "{path}");
        }
    }
}

#[test]
fn tables_begin_with_a_byte_order_mark_unless_the_site_leaves_it_out() {
    let site = Site::kanazawa();
    let settings = site.read("content/site.toml");
    site.write("content/site.toml", &format!("{settings}\n[data]\nbom = false\n"));
    let site = built(site, &["build"]);
    for name in ["indicators.csv", "observations.csv", "dictionary.csv"] {
        let (with, without) = (bytes(&KANAZAWA, &format!("2016/data/{name}")), bytes(&site, &format!("2016/data/{name}")));
        assert!(with == [b"\xef\xbb\xbf", without.as_slice()].concat(), "{name}");
        assert!(without.starts_with("全国".as_bytes()) || without.starts_with("表".as_bytes()), "{name}");
    }
}

#[test]
fn the_same_content_gives_the_same_bytes_on_one_thread_and_on_many() {
    let folder = |site: &Site| [site.tree("output/data"), site.tree("output/2016/data")];
    let again = Site::kanazawa();
    assert_eq!(again.run_with(&["build"], &[("RAYON_NUM_THREADS", "1")]).status, 0);
    assert!(folder(&again) == folder(&KANAZAWA));
}

#[test]
fn a_workbook_bears_the_date_of_the_report_and_not_of_the_day() {
    for (site, path, date) in
        [(&KANAZAWA, "2016/data", "2017-09-01"), (&TSUBAKI, "2019/data", "2020-10-01"), (&TSUBAKI, "data", "2022-09-29")]
    {
        let mut zip = ZipArchive::new(Cursor::new(bytes(site, &format!("{path}/indicators.xlsx")))).unwrap();
        let mut core = String::new();
        zip.by_name("docProps/core.xml").unwrap().read_to_string(&mut core).unwrap();
        assert_eq!(core.matches(&format!(">{date}T00:00:00Z<")).count(), 2, "{path}: {core}");
    }
}
