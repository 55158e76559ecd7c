/// The page of a sheet, in Mustache.
///
/// Laid out for the narrower of A4 and Letter and for the shorter of the two: ten questions with the usual hints fit
/// on one page. Beside each question is a column for notes as high as the question, and the room that is left on the
/// page is shared out among them.
let sheetTemplate = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>{{organisation}}: {{interview}}</title>
    <style>
    @page { margin: 9mm 11mm; }
    * { box-sizing: border-box; }
    html { background: #e9e9e6; }
    body { display: flex; flex-direction: column; max-width: 210mm; min-height: 279mm; margin: 8mm auto;
        padding: 9mm 11mm; background: #fff; color: #1a1a1a; font: 9pt/1.22 "Helvetica Neue", Helvetica, Arial,
        "Liberation Sans", sans-serif; overflow-wrap: anywhere; }
    header { display: grid; grid-template-columns: 1fr auto; column-gap: 6mm; padding-bottom: 1.5mm;
        border-bottom: 0.5mm solid #1a1a1a; }
    h1, h2, p { margin: 0; }
    h1 { grid-column: 1 / 3; font-size: 14pt; line-height: 1.2; }
    h2 { font-size: 10pt; margin-bottom: 0.5mm; }
    h1 span, h2 span { font-weight: normal; }
    .extent { text-align: right; }
    .over { font-weight: bold; }
    .people { grid-column: 1 / 3; }
    ol { display: flex; flex-direction: column; flex: 1 0 auto; margin: 0; padding: 0; list-style: none; }
    ol > li { display: grid; grid-template-columns: 4mm 7mm 1fr 58mm; flex: 1 0 auto; break-inside: avoid;
        border-bottom: 0.2mm solid #888; }
    .box { width: 4mm; height: 4mm; margin-top: 1.2mm; border: 0.35mm solid #1a1a1a; border-radius: 0.5mm;
        font-weight: bold; line-height: 3mm; text-align: center; }
    .number { padding: 1.2mm 1mm 0 0; color: #555; text-align: right; }
    .question { padding: 1.2mm 2.5mm 1mm 0.5mm; }
    .text { font-weight: bold; }
    .must { display: inline-block; margin-right: 0.6mm; padding: 0.1mm 1.1mm; border: 0.3mm solid #1a1a1a;
        border-radius: 0.7mm; font-size: 6.5pt; line-height: 1.1; letter-spacing: 0.03em; vertical-align: 0.15mm; }
    .hints { margin-top: 0.4mm; color: #3c3c3c; font-size: 7.2pt; line-height: 1.2; }
    .hints b { color: #1a1a1a; }
    .hints .whom { font-size: 7.8pt; line-height: 1; }
    .notes { min-height: 15mm; border-left: 0.2mm solid #bbb; }
    li:first-child .notes::before { content: "Notes"; padding-left: 1mm; color: #999; font-size: 6.5pt; }
    .empty { margin-top: 4mm; color: #555; }
    .say { padding: 1mm 0; border-bottom: 0.2mm solid #888; font-size: 8pt; line-height: 1.2; }
    .say b { float: left; width: 11mm; }
    .say ul { columns: 2; column-gap: 5mm; margin: 0 0 0 11mm; padding: 0 0 0 3mm; }
    .say li { display: list-item; border: 0; }
    footer { display: grid; grid-template-columns: 1fr 1fr; column-gap: 4mm; break-inside: avoid; }
    footer p { min-height: 13mm; padding-top: 1mm; color: #777; font-size: 7pt; }
    footer p + p { padding-left: 4mm; border-left: 0.2mm solid #bbb; }
    @media print {
        html { background: none; }
        body { max-width: none; min-height: 99.5vh; margin: 0; padding: 0; }
    }
    @media screen and (max-width: 150mm) {
        body { margin: 0; padding: 4mm; }
        header { display: block; }
        .extent { text-align: left; }
        ol > li { grid-template-columns: 4mm 7mm 1fr; }
        .say ul { columns: 1; }
        footer { display: none; }
        .notes { display: none; }
    }
    </style>
    </head>
    <body>
    <header>
    <h1>{{organisation}}: <span>{{opportunity}}</span></h1>
    <h2>{{interview}} <span>({{meeting}})</span></h2>
    <p class="extent{{#isOverTime}} over{{/isOverTime}}">{{extent}}</p>
    <p class="people">{{time}}{{#hasInterviewers}}, with {{interviewers}}{{/hasInterviewers}}</p>
    </header>
    {{#hasTalkingPoints}}<section class="say"><b>To say</b><ul>
    {{#talkingPoints}}<li>{{.}}</li>{{/talkingPoints}}
    </ul></section>{{/hasTalkingPoints}}
    {{#isEmpty}}<p class="empty">Nothing is planned yet.</p>{{/isEmpty}}
    <ol>
    {{#questions}}
    <li>
    <div class="box">{{#isAsked}}x{{/isAsked}}</div>
    <div class="number">{{number}}.</div>
    <div class="question">
    <p class="text">{{#isMustAsk}}<span class="must">MUST ASK</span> {{/isMustAsk}}{{text}}</p>
    <p class="hints"><b class="whom">{{#hasPerson}}Ask {{person}}, {{/hasPerson}}{{minutes}}&nbsp;min.</b>
    {{#hints}}<b>{{heading}}:</b> {{points}} {{/hints}}</p>
    </div>
    <div class="notes"></div>
    </li>
    {{/questions}}
    </ol>
    <footer>{{#notes}}<p>{{.}}</p>{{/notes}}</footer>
    </body>
    </html>

    """
