-- The catalogue is DOMAIN's list of dimensions, with five worded anchors each.
INSERT INTO tw.dimension (key, title, summary, default_direction, default_target, boss_dependent, anchors, position) VALUES
    (
        'training',
        'Training and development',
        'How much people learn in this job, from whom, and whether there is time and money for it.',
        'more', NULL, true,
        ARRAY[
            'No one teaches, no course was taken last year, and people work with what they brought along.',
            'Compulsory courses only; whoever wants to learn more does so at night and at their own expense.',
            'Some courses each year and help on request, but both give way when the work presses.',
            'Each person has a plan, used days and money last year, and a colleague or supervisor who teaches them.',
            'Learning is part of every week, protected against deadlines, and people visibly gain skills within a year.'
        ]::text[],
        1
    ),
    (
        'supervision_style',
        'Supervision style',
        'How closely the future supervisor guides the work, from step-by-step guidance to a free hand.',
        'target', 3, true,
        ARRAY[
            'The supervisor plans the steps, is at hand every day and looks over the work before it leaves the team.',
            'Goals and the way to them are agreed together, and progress is looked at every two or three days.',
            'Goals and checkpoints are agreed, the way is one''s own, and there is a talk about it every week.',
            'Goals are agreed for months; the supervisor is consulted on the large questions and when asked.',
            'The supervisor names the direction, is seldom involved, and hears of the result.'
        ]::text[],
        2
    ),
    (
        'feedback',
        'Feedback',
        'How often and how directly people hear what others think of their work, from seldom and formal to constant.',
        'target', 3, true,
        ARRAY[
            'One prepared talk a year; in between, people are left to judge their own work.',
            'A talk every few months, and a considerate word when something important comes up.',
            'A regular talk every few weeks, and an open word after each larger piece of work.',
            'Praise and criticism every week, in plain words and close to the occasion.',
            'Direct remarks from all sides every day, while the work is still in progress.'
        ]::text[],
        3
    ),
    (
        'growth',
        'Growth and advancement',
        'What this job leads to, and how people here come to larger tasks and positions.',
        'more', NULL, true,
        ARRAY[
            'Nobody has moved up from this job in years, and no further position is in sight.',
            'Advancement depends on a vacancy by chance or on one person''s favour, and few have had it.',
            'Larger tasks come with time; promotions happen now and then, with criteria that are partly known.',
            'Several people have moved up in recent years on known criteria, with the help of their supervisor.',
            'The next step is described and agreed, most who met it have taken it, and former holders have gone far.'
        ]::text[],
        4
    ),
    (
        'performance_measurement',
        'Performance measurement',
        'How fairly and clearly the work is judged, and on what evidence.',
        'more', NULL, false,
        ARRAY[
            'Nobody can say what good work is; verdicts come as a surprise and rest on impressions.',
            'There are goals on paper, but the verdict follows a quota or the last few weeks.',
            'Goals are known and reviewed once a year; the evidence is partial and depends on who judges.',
            'Clear goals that one can influence, adjusted when things change, judged on evidence from the whole year.',
            'Goals are agreed, evidence comes from several sources and is open to both sides, and no verdict surprises.'
        ]::text[],
        5
    ),
    (
        'early_challenges',
        'Early challenges',
        'Whether the first months can be mastered, given what is waiting and what help there is.',
        'more', NULL, false,
        ARRAY[
            'Overdue or disputed work falls due at once, expectations are unspoken, and there is no one to help.',
            'The problems are known, but the deadlines are fixed and help is promised by people without time.',
            'Expectations are sensible and some help is there; one or two inherited problems could go either way.',
            'The first tasks are named and can be done, problems come with time to solve them, and a helper is named.',
            'A plan for the first three months exists, helpers have time set aside, and the last newcomers did well with it.'
        ]::text[],
        6
    ),
    (
        'place_in_organisation',
        'Place of the role in the organisation',
        'Who needs this work, who hears of it, and what weight its department has.',
        'more', NULL, false,
        ARRAY[
            'Nobody outside the team would miss the work, and the department loses in every budget round.',
            'Some departments use the work; the top hears of it only when something fails.',
            'The work is needed and known to its neighbours, with a fair share of money but little influence.',
            'Several departments rely on it, the top follows it, and its requests are often granted.',
            'The organisation''s main aims depend on it, and its people are heard before decisions are taken.'
        ]::text[],
        7
    ),
    (
        'content_of_work',
        'Content of the work',
        'How much of the week goes to work that is worth doing and suits the candidate.',
        'more', NULL, false,
        ARRAY[
            'The week is filled with chores, and the work one came for does not occur.',
            'The wanted work comes up now and then, mostly as a by-product of other duties.',
            'About half of the week is the wanted work; the rest is upkeep and meetings.',
            'Most of the week is the wanted work, and interesting tasks reach this position regularly.',
            'Nearly all of it is the wanted work, carried from beginning to end, with more of it in sight.'
        ]::text[],
        8
    ),
    (
        'culture',
        'Culture and values',
        'Whether people act on their values when it costs something, and may own up and speak up.',
        'more', NULL, false,
        ARRAY[
            'Mistakes are hidden, critics are sidelined, and what is said has little to do with what is done.',
            'Values are quoted but give way to figures; one speaks openly only among friends.',
            'Mostly decent; mistakes can be admitted within the team, and hard issues are raised with caution.',
            'Mistakes are reported and learnt from, critics keep their standing, and there are cases to show it.',
            'Values have decided against profit in cases people tell of, and anyone may raise anything, with effect.'
        ]::text[],
        9
    ),
    (
        'rules',
        'Rules and standard practice',
        'How much of the work is laid down, from free judgement to firm procedure.',
        'target', 3, false,
        ARRAY[
            'Hardly anything is written down; people judge each case for themselves.',
            'A few principles and the law are fixed, the rest is custom and good sense.',
            'Standard ways exist for recurring work, and may be left for a stated reason.',
            'Most work follows written procedures, and exceptions need the approval of someone senior.',
            'Nearly every step is laid down and documented, and exceptions are made by changing the rule.'
        ]::text[],
        10
    ),
    (
        'pace',
        'Pace and stability',
        'How fast things change, from steady and predictable to quick and changeable.',
        'target', 3, false,
        ARRAY[
            'The same work at the same rhythm for years; plans hold for the whole year.',
            'Plans mostly hold for half a year, and changes are announced months ahead.',
            'A quarter''s plan mostly holds; a few urgent matters a month and a larger change every year or two.',
            'Priorities move every few weeks, and something new is begun before the old is quite finished.',
            'Priorities move every few days, and tasks, teams and aims are regularly made anew.'
        ]::text[],
        11
    ),
    (
        'overtime',
        'Overtime and personal time',
        'How much the job reaches into evenings, weekends and holidays.',
        'less', NULL, true,
        ARRAY[
            'Almost none; people finish on time and nothing reaches them on evenings, weekends or holidays.',
            'A few evenings a year, asked for in advance and given back or paid.',
            'One or two late evenings a month and some calls in busy seasons, mostly made up for.',
            'Late evenings in most weeks, a weekend every month, and messages that are answered at night.',
            'Constant; evenings and weekends are part of the plan, and holidays are worked through or cancelled.'
        ]::text[],
        12
    ),
    (
        'pay',
        'Pay and benefits',
        'What is paid and paid out, how it develops, and which benefits people can really use.',
        'more', NULL, false,
        ARRAY[
            'Well below the market, no rises for years, and extras that exist on paper only.',
            'Somewhat below the market, with small rises and a bonus that is seldom paid in full.',
            'At the market, rises about in step with prices, and the usual benefits.',
            'Above the market, good work makes a visible difference, and the benefits are in daily use.',
            'Among the best of the field, bonuses paid as announced, and benefits that few others offer.'
        ]::text[],
        13
    ),
    (
        'technology',
        'Technology',
        'How good and how current the tools and systems are, and how new ones get in.',
        'more', NULL, false,
        ARRAY[
            'Outdated systems that cost hours every day, with no plan to replace them.',
            'Mostly old, with a replacement that is announced again every year.',
            'A mixture; the daily tools are sound, some core systems are old, and renewal takes years.',
            'Current tools in most places, old ones on the way out, and proposals from users taken up within months.',
            'The most current technology throughout, chosen by those who work with it and renewed as a matter of course.'
        ]::text[],
        14
    ),
    (
        'colleagues',
        'Colleagues and team',
        'How able and helpful the people are with whom one would spend the days.',
        'more', NULL, false,
        ARRAY[
            'Camps or rivals; knowledge is guarded, and most people left within two years.',
            'Polite but apart; help comes from one or two people only, and many come and go.',
            'Friendly and sound; help is given when asked for, and turnover is ordinary.',
            'Able people who help unasked, disagree openly and stay for years.',
            'People one would learn from every day, who stand by each other when it is hard and share the credit.'
        ]::text[],
        15
    ),
    (
        'decisions',
        'Decisions and conflict',
        'How well decisions are taken, who is heard, and how conflicts end.',
        'more', NULL, false,
        ARRAY[
            'Nobody knows who decides; conflicts smoulder, and whoever contradicts pays for it.',
            'Decisions come down without reasons, and conflicts are won by rank or volume.',
            'The large decisions are explained afterwards; conflicts end, if slowly, when someone senior steps in.',
            'Those concerned are heard beforehand, someone clearly decides, and conflicts are settled within days.',
            'Decisions are taken where the knowledge is, with reasons, are corrected when wrong, and contradiction is welcome.'
        ]::text[],
        16
    ),
    (
        'location',
        'Location and flexibility',
        'How well the place and the hours of work can be fitted to one''s life.',
        'more', NULL, false,
        ARRAY[
            'Place and hours are fixed, the way is long or travel frequent, and exceptions are not made.',
            'Presence is the rule; exceptions are granted one by one and seen as a favour.',
            'Some days a week can be arranged freely, under rules that may change.',
            'Place and hours are mostly one''s own choice, used by everyone including the supervisor.',
            'Place and hours are free within what the work needs, settled in writing, and cost no one any standing.'
        ]::text[],
        17
    ),
    (
        'business_health',
        'Business health',
        'How soundly the organisation earns its living, and how safe the money behind the post is.',
        'more', NULL, false,
        ARRAY[
            'Money is short now, jobs were cut within the year, and the post hangs on income not yet won.',
            'Income is falling or rests on one source, and hiring has been stopped more than once.',
            'Stable income with one known weakness, and a post that is funded for a year or two.',
            'Several sources of income, most of them growing, no cuts in years, and a post in the regular budget.',
            'Strong reserves and broad, growing income; the area of this post is among those being built up.'
        ]::text[],
        18
    ),
    (
        'hiring_process',
        'The hiring process',
        'How openly, reliably and respectfully the candidate is treated before the decision.',
        'more', NULL, false,
        ARRAY[
            'Promises are not kept, interviewers have not read the papers, and questions are fended off.',
            'Long silences and changing steps; answers come only after repeated asking.',
            'Orderly and polite, with some delay; one''s questions are answered in general terms.',
            'Steps and dates are kept, interviewers are prepared, and hard questions get plain answers.',
            'Openness on both sides; doubts are spoken of, future colleagues can be met freely, and the offer says what was said.'
        ]::text[],
        19
    );
