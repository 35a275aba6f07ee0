/// The style sheet of a report: one column on a phone, several on a desk; light, dark, and on paper.
enum ReportStyle {
    static let sheet = variables + layout + ChartStyle.sheet + narrow + paper

    private static let variables = """
        :root{color-scheme:light dark;--ground:#ffffff;--panel:#f6f8fa;--text:#1b2430;--muted:#56616f;--line:#dbe1e8;--accent:#1d5fb4;\
        --bar:#cfe0f5;--warning:#8a4b00;--warning-ground:#fff4e0}
        @media screen and (prefers-color-scheme:dark){:root{--ground:#151a21;--panel:#1c232c;--text:#e7ebf1;--muted:#a9b3c0;\
        --line:#2f3945;--accent:#78b0ff;--bar:#27456b;--warning:#ffcf87;--warning-ground:#33270f}}

        """

    private static let layout = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,\
        "Helvetica Neue",Arial,sans-serif}
        main,header,footer{max-width:1330px;margin:0 auto;padding:0 24px}
        header{padding-top:32px}
        h1{font-size:30px;line-height:1.2;margin:0 0 4px;overflow-wrap:anywhere;letter-spacing:-.01em}
        h2{font-size:21px;line-height:1.3;margin:48px 0 4px;letter-spacing:-.005em}
        h3{font-size:16px;margin:24px 0 6px}
        p{margin:4px 0 12px;max-width:75ch}
        a{color:var(--accent)}
        .muted,figcaption,footer{color:var(--muted)}
        nav{display:flex;flex-wrap:wrap;gap:4px 18px;margin:20px 0 0;padding:10px 0;border-top:1px solid var(--line);\
        border-bottom:1px solid var(--line);font-size:15px}
        nav a{text-decoration:none}
        nav a:hover,nav a:focus{text-decoration:underline}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(220px,1fr));gap:16px;margin:24px 0 0}
        .tile{background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:14px 18px}
        .tile .name{color:var(--muted);font-size:14px}
        .tile .value{font-size:30px;font-weight:650;line-height:1.25;font-variant-numeric:tabular-nums}
        .tile .unit{font-size:15px;font-weight:400;color:var(--muted)}
        .tile .more{color:var(--muted);font-size:14px;font-variant-numeric:tabular-nums}
        dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 18px;margin:12px 0}
        dt{color:var(--muted)}
        dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
        .columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:0 40px}
        .tables{display:flex;flex-wrap:wrap;gap:0 48px}
        .scroll{overflow-x:auto;margin:8px 0 20px;max-width:100%}
        table{border-collapse:collapse;font-size:15px;font-variant-numeric:tabular-nums}
        th,td{padding:5px 12px;text-align:right;white-space:nowrap;border-bottom:1px solid var(--line)}
        th:first-child,td:first-child,th.words,td.words{text-align:left}
        th{font-weight:600;color:var(--muted)}
        tbody th{color:var(--text);font-weight:400;overflow-wrap:anywhere;white-space:normal;min-width:7em;position:sticky;left:0;z-index:1;\
        background:var(--ground)}
        tr.total th,tr.total td{font-weight:650;border-bottom:2px solid var(--line)}
        th.first,td.first{border-left:1px solid var(--line)}
        caption{text-align:left;font-weight:600;padding:4px 0 6px}
        th[scope=colgroup]{text-align:left}
        td{position:relative}
        td .bar{position:absolute;right:12px;bottom:1px;max-width:calc(100% - 24px);height:3px;border-radius:2px;background:var(--accent)}
        .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr));gap:20px;margin:12px 0}
        figure{margin:0;min-width:0;max-width:520px}
        figure.wide{max-width:760px;margin-bottom:20px}
        .chart{display:block;width:100%;height:auto}
        figcaption{font-size:14px;margin:2px 12px 0}
        .warning{background:var(--warning-ground);color:var(--warning);border:1px solid;border-radius:10px;padding:10px 16px;margin:20px 0 0}
        .warning p{margin:2px 0;max-width:none}
        footer{margin-top:56px;padding-top:16px;padding-bottom:40px;border-top:1px solid var(--line);font-size:14px}

        """

    private static let narrow = """
        @media (max-width:640px){main,header,footer{padding-left:14px;padding-right:14px}header{padding-top:20px}h1{font-size:24px}\
        h2{margin-top:36px}.tiles{grid-template-columns:1fr;gap:10px}th,td{padding:4px 8px}td .bar{right:8px;max-width:calc(100% - 16px)}table{font-size:14px}\
        dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}}

        """

    private static let paper = """
        @media print{body{font-size:10pt}nav{display:none}main,header,footer{max-width:none;padding:0}h2,h2+p{break-after:avoid}\
        figure,table,.tile{break-inside:avoid}.scroll{overflow:visible}.charts{grid-template-columns:1fr 1fr 1fr;gap:8px}\
        table,figcaption{font-size:9pt}.tiles{grid-template-columns:1fr 1fr 1fr}}

        """
}
