//! The sentences of the pages of indicators.

/// Edition, indicator, and what its page says in Japanese and English.
pub const SENTENCES: [(&str, &str, &str, &str); 24] = [
    (
        "2017",
        "vacant-shops",
        "12.1％から13.0％に増え、目標の15.0％以下を満たした。",
        "Up from 12.1% to 13.0%; the target of 15.0% or less has been met.",
    ),
    (
        "2019",
        "vacant-shops",
        "12.1％から15.4％に増え、目標の15.0％以下を0.4ポイント上回る。",
        "Up from 12.1% to 15.4%, 0.4 points above the target of 15.0% or less.",
    ),
    (
        "2018",
        "shops",
        "412店舗のまま変わらず、目標の412店舗に達した。",
        "Unchanged at 412 shops; the target of 412 shops has been reached.",
    ),
    (
        "2019",
        "shops",
        "412店舗から405店舗に減り、目標の412店舗に7店舗届かない。",
        "Down from 412 shops to 405 shops, 7 short of the target of 412 shops.",
    ),
    (
        "2018",
        "bus-services",
        "97便から93便に減り、目標の96便（±2便）の範囲にない。",
        "Down from 97 services to 93 services, outside the target of 96 services (± 2).",
    ),
    (
        "2019",
        "bus-services",
        "97便から95便に減り、目標の96便（±2便）の範囲にある。",
        "Down from 97 services to 95 services, within the target of 96 services (± 2).",
    ),
    (
        "2019",
        "reserve-fund",
        "8.2％から16.0％に増え、目標の10.0～15.0％の範囲にない。",
        "Up from 8.2% to 16.0%, outside the target of 10.0 to 15.0%.",
    ),
    (
        "2017",
        "livability-rank",
        "128位から121位に上がり、予定の111位に10位届かない。",
        "Up from 128th to 121st, 10 behind the on-schedule value of 111th.",
    ),
    (
        "2019",
        "livability-rank",
        "128位から96位に上がり、目標の100位より上位になった。",
        "Up from 128th to 96th, better than the target of 100th.",
    ),
    (
        "2018",
        "evacuation-plan",
        "目標は平成30年度に策定完了だったが、平成30年度の時点で素案作成。",
        "“Draft written” as of FY2018; the target was “Formulated” in FY2018.",
    ),
    (
        "2019",
        "evacuation-plan",
        "目標の平成30年度より遅れて、令和元年度に策定完了。",
        "“Formulated” in FY2019, after the target year FY2018.",
    ),
    (
        "2021",
        "district-plan",
        "令和3年度の時点で調査中。目標は令和4年度に策定完了。",
        "“Under survey” as of FY2021; the target is “Formulated” in FY2022.",
    ),
    (
        "2018",
        "solar-power",
        "まだ未実施で、予定の96,000kWhに96,000kWh届かない。",
        "Not started yet, 96,000 behind the on-schedule value of 96,000 kWh.",
    ),
    (
        "2018",
        "related-people",
        "1,200人から1,780人程度に増え、目標値はない。",
        "Up from 1,200 people to about 1,780 people; there is no target.",
    ),
    (
        "2018",
        "donations",
        "845,120.50千円から1,234,567.89千円に増え、目標の1,200,000.00千円を超えた。",
        "Up from 845,120,500 yen to 1,234,567,890 yen, past the target of 1,200,000,000 yen.",
    ),
    (
        "2018",
        "air-particles",
        "0.0215mg/m³から0.0188mg/m³に減り、予定の0.0163mg/m³より0.0025mg/m³多い。",
        "Down from 0.0215 mg/m³ to 0.0188 mg/m³, 0.0025 above the on-schedule value of 0.0163 mg/m³.",
    ),
    (
        "2019",
        "air-particles",
        "0.0215mg/m³から0.0150mg/m³に減り、目標の0.0150mg/m³未満に届かない。",
        "Down from 0.0215 mg/m³ to 0.0150 mg/m³; the target of less than 0.0150 mg/m³ has not been reached.",
    ),
    (
        "2019",
        "want-to-stay",
        "71.5％から80.0％に増え、目標の80.0％超に届かない。",
        "Up from 71.5% to 80.0%; the target of more than 80.0% has not been reached.",
    ),
    (
        "2017",
        "filled-vacancies",
        "38.4％から41.2％に増え、予定の42.4％に1.2ポイント届かない。",
        "Up from 38.4% to 41.2%, 1.2 points behind the on-schedule value of 42.4%.",
    ),
    (
        "2019",
        "postnatal-visits",
        "期間の初めから1,486件、目標の1,500件に14件届かない。",
        "1,486 cases since the period began, 14 short of the target of 1,500 cases.",
    ),
    (
        "2019",
        "camellia-trees",
        "3.2千株から4.95千株程度に増え、目標の5.0千株に0.05千株程度届かない。",
        "Up from 3,200 trees to about 4,950 trees, about 50 short of the target of 5,000 trees.",
    ),
    (
        "2021",
        "emissions",
        "38.4521万t-CO2から32.1145万t-CO2に減り、予定の31.1146万t-CO2より0.9999万t-CO2多い。",
        "Down from 384,521 t-CO2 to 321,145 t-CO2, 9,999 above the on-schedule value of 311,146 t-CO2.",
    ),
    (
        "2021",
        "shipments",
        "1,489.6億円から1,388.0億円に減り、予定の1,500.64億円に112.64億円届かない。",
        "Down from 148.96 billion yen to 138.80 billion yen, 11.264 billion behind the on-schedule value of 150.064 billion yen.",
    ),
    ("2021", "want-to-stay", "80.0％から81.5％に増え、予定のとおり。", "Up from 80.0% to 81.5%, exactly the on-schedule value."),
];
