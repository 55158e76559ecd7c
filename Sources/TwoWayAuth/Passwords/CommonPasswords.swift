/// The passwords and pass phrases that attackers try first, as letters only.
///
/// Written by hand from what leak after leak shows at the top: `PasswordWords` takes off case, leet spelling, separators
/// and trailing digits, and tries two of them in a row, so one entry stands for thousands. The published list of ten
/// thousand adds little here: hardly an entry of it has fifteen characters, and keyboard walks are measured, not listed.
enum CommonPasswords {
    static let words = Set(text.split { $0.isWhitespace }.map(String.init))

    /// In Unicode scalars.
    static let longest = words.map { $0.unicodeScalars.count }.max() ?? 0

    private static let text = """
        password passwords passwort passwrd passwd pass pwd passphrase passcode mypassword mypass mypasswordis
        thisismypassword thisisapassword thisispassword thepassword yourpassword newpassword oldpassword
        defaultpassword temporarypassword temppassword strongpassword securepassword supersecretpassword
        secretpassword mysecretpassword averylongpassword verylongpassword longpassword longenoughpassword
        mylongpassword thisisalongpassword thisisaverylongpassword thisismylongpassword thispasswordislong
        thisisnotmypassword thisisnotapassword nopassword notapassword forgotpassword forgotmypassword
        iforgotmypassword iforgotthepassword iforgot dontforget rememberme remember resetpassword changepassword
        changeme changemenow changemeplease changeit pleasechangeme pleasechangemenow pleasechange changethispassword
        needtochange mustchange replaceme default temporary temp tempo initial letmein letmeinnow letmeinplease
        pleaseletmein letmeout openup opensesame opensezame enter entrance access accessgranted accessdenied login
        logon signin welcome welcomehome welcomeback welcometothejungle hello helloworld hellohello hellokitty
        hellothere goodbye goodmorning goodnight admin administrator adminadmin adminpassword root rootroot superuser
        sysadmin system server manager master masterkey masterpassword user username guest public test tester testing
        testtest testpassword thisisatest justatest testaccount demo sample example temptemp secret secrets topsecret
        supersecret secure security private confidential internet computer laptop keyboard windows linux ubuntu
        debian apple google facebook twitter instagram youtube amazon microsoft yahoo gmail hotmail samsung iphone
        android nokia oracle cisco netgear linksys vodafone coach coaching candidate career interview jobsearch
        newjob mynewjob dreamjob hireme hiremeplease opportunity application resume employer recruiter iloveyou
        iloveyouu iloveyoutoo iloveyousomuch iloveyoumore iloveyouforever iloveyoubaby iloveyoumom iloveu ilovemyself
        iloveme ilovemyfamily ilovemykids ilovemydog ilovemycat ilovemymom ilovemywife ilovemyhusband ilovegod
        ilovejesus ilovelife ilovemylife ilovemusic ilovechocolate ilovehim ilovemyson love lovely lover lovers
        loveme loveyou lovelove loveforever trueloveforever truelove foreverlove loveisblind loveislife forever
        foreveryoung foreverandever foreverandalways together alwaysandforever always babygirl babyboy baby honey
        sweetheart sweetie darling angel angels princess prince queen king kings lovebug kisses kissme hugs beautiful
        gorgeous pretty cutie cute sexy hottie fuckyou fuckme fuckoff fuck asshole bitch bullshit shit whatever
        whatsup nothing something anything everything nobody somebody noone unknown idontknow idk dontknow idontcare
        dontcare youwillneverguess youllneverguess neverguess guessit guessme trustno trustnoone trustme believe
        faith hope peace blessed blessing godisgood godislove godblessme godbless jesus jesuschrist jesusislord
        jesuslovesme jesussaves christ lord savior heaven church bible amen allah muhammad bismillah krishna buddha
        dragon dragons monkey monkeys tiger tigers lion lions eagle eagles bear bears wolf wolves shark horse horses
        puppy puppies doggy doggie kitty kitten kittens panda bunny rabbit turtle dolphin dolphins butterfly
        butterflies chicken penguin elephant giraffe unicorn phoenix falcon falcons spider snake cobra panther
        football baseball basketball soccer hockey volleyball softball tennis golfer golf fishing skater skateboard
        surfing snowboard swimming running runner boxing wrestling racing cycling chess poker arsenal liverpool
        chelsea manchester manchesterunited manutd mancity tottenham everton barcelona fcbarcelona realmadrid madrid
        juventus milan intermilan bayern bayernmuenchen fcbayern borussia dortmund schalke youllneverwalkalone
        hakunamatata yankees redsox lakers cowboys steelers packers patriots broncos raiders bulls celtics warriors
        superman batman spiderman ironman hulk joker wolverine xmen avengers starwars startrek skywalker
        lukeskywalker darthvader yoda maytheforcebewithyou maytheforce usetheforce iamyourfather gandalf frodo
        lordoftherings onering harrypotter hermione hogwarts voldemort pokemon pikachu charizard naruto sasuke
        dragonball goku sonic mario supermario zelda minecraft fortnite roblox warcraft worldofwarcraft starcraft
        counterstrike callofduty battlefield halo assassin matrix neo trinity morpheus terminator illbeback jamesbond
        bond moneypenny indianajones forrestgump gameofthrones winteriscoming valarmorghulis breakingbad simpsons
        homer garfield snoopy mickey mickeymouse donaldduck disney winnie winniethepooh tinkerbell cinderella
        snowwhite scoobydoo spongebob spongebobsquarepants tweety metallica nirvana slipknot linkinpark eminem
        beatles thebeatles pinkfloyd rammstein ironmaiden greenday blink rihanna beyonce madonna elvis michaeljackson
        bobmarley onedirection justinbieber letitbe yesterday stairwaytoheaven highwaytohell wewillrockyou
        wearethechampions dontstopbelieving correcthorsebatterystaple correcthorse batterystaple thequickbrownfox
        quickbrownfox thequickbrownfoxjumps thequickbrownfoxjumpsoverthelazydog loremipsum loremipsumdolor
        loremipsumdolorsitamet tobeornottobe tobeornottobethatisthequestion supercalifragilisticexpialidocious
        abracadabra alohomora expectopatronum shazam hocuspocus onceuponatime happilyeverafter theend inthebeginning
        nevergonnagiveyouup rickroll allyourbasearebelongtous allyourbase youshallnotpass winniepooh carpediem
        memento mementomori vivalavida hastalavista hastalavistababy cestlavie lifeisgood lifeisbeautiful
        liveyourlife livelaughlove livelovelaugh happiness happy happyday happydays behappy dontworrybehappy
        happybirthday happynewyear merrychristmas christmas halloween easter birthday mybirthday sunshine sunflower
        sunset sunny moonlight moon star stars starlight rainbow summer winter spring autumn monday tuesday wednesday
        thursday friday saturday sunday january february march april june july august september october november
        december snow snowflake flower flowers rose roses daisy lily cherry orange banana strawberry blueberry apples
        peach lemon chocolate cookie cookies candy sugar cheese pizza coffee pepper ginger peanut butter muffin
        cupcake pancake bacon red blue green yellow purple black white pink silver gold golden diamond crystal shadow
        thunder lightning storm fire water ocean river mountain forest earth world power energy magic mystery fantasy
        dream dreams dreamer freedom liberty victory winner champion legend hero warrior ninja samurai pirate knight
        wizard soldier hunter killer destroyer maverick rocky rambo cowboy ranger gunner sniper mercedes ferrari
        porsche lamborghini mustang corvette camaro chevrolet chevy ford honda toyota nissan yamaha suzuki kawasaki
        harley harleydavidson audi volkswagen bmw jaguar michael jennifer jessica ashley daniel david matthew andrew
        joshua james john robert william thomas charlie george jordan anthony nicole michelle amanda samantha melissa
        elizabeth stephanie hannah sophie sarah laura maria anna emma julia lisa peter paul mark martin steven
        richard patrick alexander alexandra alex max maggie buster bailey buddy bella lucky molly sophia oliver
        jasmine tigger sparky smokey cooper america england london paris berlin germany deutschland france italy
        spain espana india china brasil brazil canada mexico australia newyork newyorkcity california texas florida
        chicago boston dallas losangeles hallo halloduda hallowelt hallohallo willkommen geheim geheimnis
        passwortistgeheim meinpasswort daspasswort meinpasswortistgeheim ichliebedich ichliebedichsosehr
        ichhabdichlieb liebe liebling schatz schatzi mausi hasi sonnenschein sommer schmetterling fussball sommerzeit
        computerspiel deinemutter arschloch scheisse scheissegal egal keineahnung weissnicht ficken gutenmorgen
        gutentag gutenacht aendern bitteaendern motdepasse monmotdepasse bonjour jetaime jetaimemoncoeur moncoeur
        soleil chouchou doudou loulou marseille azerty contrasena micontrasena clave hola teamo teamomucho tequiero
        tequieromucho amor amoreterno miamor mivida estrella princesa bonita hermosa futbol senha minhasenha euteamo
        flamengo corinthians ciao ciaociao amore amoremio tiamo tivogliobene bastardo parola haslo mojehaslo kocham
        kochamcie polska parol privet lyubov wachtwoord welkom hoihoi hejhej losenord salasana qwerty qwertz
        qwertyuiop asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc qweqwe asdasd zxczxc
        abcdef abc xyz xxx aaa
        """
}
