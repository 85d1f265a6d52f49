//! Who may use the desk: the browser with the key of this run, with forms of the desk's own pages.

use super::browser::{Desk, encoded};
use crate::harness::Site;
use std::io::{Read, Write};
use std::net::TcpStream;

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";

#[test]
fn the_key_of_the_run_opens_and_nothing_else_does() {
    let site = Site::base();
    let (desk, other) = (Desk::of(&site), Desk::of(&site));
    let host = desk.host();
    let ask = |path: &str, cookie: &str| desk.send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{cookie}Connection: close\r\n\r\n"));
    let entered = ask(&format!("/?key={}", desk.key), "");
    assert_eq!((entered.status, entered.head.contains("location: /\r\n")), (303, true));
    assert!(entered.head.contains("; httponly; samesite=strict"), "{}", entered.head);
    assert_eq!(desk.get("/").status, 200);
    let foreign = [
        String::new(),
        format!("Cookie: torikumi-{}=\r\n", desk.port),
        format!("Cookie: torikumi-{}={}\r\n", desk.port, other.key),
        format!("Cookie: torikumi-{}={}\r\n", other.port, desk.key),
    ];
    for cookie in &foreign {
        for path in ["/", "/results/2021/goal-1", "/changes", "/desk.css", "/?key=", &format!("/?key={}", other.key), "/nothing"] {
            let answer = ask(path, cookie);
            assert_eq!(answer.status, 403, "{path} with {cookie}");
            assert!(!answer.body.contains('<'), "{path}: {}", answer.body);
        }
    }
}

#[test]
fn the_preview_of_the_desk_is_for_the_same_browser() {
    let site = Site::base();
    let desk = Desk::of(&site);
    let home = desk.page("/");
    let preview = home.split("<a href=\"http://127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()).expect("the preview");
    let port: u16 = preview.parse().unwrap();
    let ask = |cookie: &str| {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        write!(stream, "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{cookie}Connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split(' ').nth(1).unwrap().to_owned()
    };
    assert_eq!((ask(""), ask(&format!("Cookie: {}\r\n", desk.cookie()))), ("403".to_owned(), "200".to_owned()));
}

#[test]
fn only_the_exact_address_is_answered() {
    let site = Site::base();
    let desk = Desk::of(&site);
    let ask =
        |host: &str| desk.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nCookie: {}\r\nConnection: close\r\n\r\n", desk.cookie())).status;
    assert_eq!(ask(&desk.host()), 200);
    let (port, other) = (desk.port, desk.port ^ 1);
    for host in
        [format!("localhost:{port}"), format!("evil.example:{port}"), "127.0.0.1".to_owned(), format!("127.0.0.1:{other}"), String::new()]
    {
        assert_eq!(ask(&host), 421, "{host}");
    }
}

#[test]
fn forms_of_other_sites_other_bodies_and_forms_without_the_key_are_refused() {
    let site = Site::base();
    let desk = Desk::of(&site);
    let own = format!("Origin: http://{}", desk.host());
    let with_key = encoded([("key".to_owned(), desk.key.clone()), ("language".to_owned(), "en".to_owned())].iter());
    let before = site.tree("");
    let status = |headers: &[&str], body: &str| desk.send(&desk.request("/language", headers, body)).status;
    assert_eq!(status(&[&own, FORM], &with_key), 303);
    assert_eq!(status(&["Sec-Fetch-Site: same-origin", FORM], &with_key), 303, "a browser that sends no origin");
    let other_port = format!("Origin: http://127.0.0.1:{}", desk.port ^ 1);
    for origin in ["Origin: https://evil.example", "Origin: null", &other_port, "Sec-Fetch-Site: same-site", "Sec-Fetch-Site: none", "A: b"]
    {
        assert_eq!(status(&[origin, FORM], &with_key), 403, "{origin}");
    }
    assert_eq!(status(&["Origin: https://evil.example", "Sec-Fetch-Site: same-origin", FORM], &with_key), 403);
    for kind in ["Content-Type: text/plain", "Content-Type: application/json", "A: b"] {
        assert_eq!(status(&[&own, kind], &with_key), 415, "{kind}");
    }
    for body in ["language=en", "key=&language=en", "key=0&language=en"] {
        assert_eq!(status(&[&own, FORM], body), 403, "{body}");
    }
    for method in ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
        let request = desk.request("/language", &[&own, FORM], &with_key).replacen("POST", method, 1);
        assert_eq!(desk.send(&request).status, 405, "{method}");
    }
    assert_eq!(before, site.tree(""));
}

#[test]
fn an_upload_of_ten_gigabytes_is_refused_before_it_comes() {
    let site = Site::base();
    let desk = Desk::of(&site);
    let own = format!("Origin: http://{}", desk.host());
    let request = desk.request("/language", &[&own, FORM], "key=").replace("Content-Length: 4", "Content-Length: 10737418240");
    assert_eq!(desk.send(&request).status, 413);
    let endless = desk.request("/language", &[&own, FORM, "Transfer-Encoding: chunked"], "").replace("Content-Length: 0\r\n", "");
    assert_eq!(desk.send(&endless).status, 413, "a body whose length nobody says");
}

#[test]
fn no_path_leads_to_a_file() {
    let site = Site::base();
    let desk = Desk::of(&site);
    for path in [
        "/../content/site.toml",
        "/..%2fcontent%2fsite.toml",
        "/content/site.toml",
        "/results/2021/goal-1/../../../etc/passwd",
        "//etc/passwd",
        "/results/9999/goal-1",
        "/results/2021/goal-99",
    ] {
        let answer = desk.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("root:") && !answer.body.contains("languages ="), "{path}");
    }
}

#[test]
fn every_answer_says_what_a_page_may_do() {
    let site = Site::base();
    let desk = Desk::of(&site);
    for path in ["/", "/nothing", "/desk.css"] {
        let head = desk.get(path).head;
        for wanted in ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "cache-control: no-store", "nosniff"] {
            assert!(head.contains(wanted), "{path}: {wanted}");
        }
        assert!(!head.contains("unsafe"), "{path}");
    }
    let page = desk.page("/");
    assert!(!page.contains(" style=") && !page.contains("<script>") && !page.contains(" onclick"), "the policy would refuse it");
}

#[test]
fn serve_stays_without_forms() {
    let site = Site::base();
    let preview = crate::serve::preview::Preview::of(&site);
    assert_eq!(preview.get("/results/2021/goal-1").status, 404);
    assert!(!preview.text("/").contains("<form"));
}
