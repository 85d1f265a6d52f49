#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    static TRIED: std::sync::LazyLock<fn(&[u8])> = std::sync::LazyLock::new(|| torikumi_fuzz::target("word"));
    TRIED(bytes);
});
