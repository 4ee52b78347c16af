"""Names that are ordinary words, places, months or products too."""

ORDINARY = """
aamu abe ace ada agung ahti ain aistė akın alba alexa allen alma alpha amazon amber amen amin amparo ana anal anders
ang angel angular anjos ansah anta ante aparecida apollo april ara are argo argos ari ariel arm armas arno aron art
arta arvo as asia aslan asta aster astra at ata ate atlas aud august augusta aurora austin auto aušra ava avi avira
avo aya aydın azure ba bae bagus bahar bailey balázs banda baran bard barnes baron barone barros bart barış bas basil
basile bat bauer bay beat beau beck becker bell bella bellini bello bent bento berat berg berger berlin bert berta
bianca bianchi bianco bila bilge bilgi bin bishop bit bixby blanc blanca blanco blue bo bonnie boro bose boston boyer
brand brandy brave bravo brook brooklyn brooks brun buck bud budi bulan bunga burke busch but caballero cahya cai
calvo camera campbell campos can candle cano cao carbone caridad carter cas casper castillo casto castro cedar celeste
cell cem chan chance chandler charity charlotte chase chelsea chevalier chi china chloe cho choi chow christian chuck
cid cil clark claude clay cleo cliff clippy cloud clover coelho colombo colon con conceição concepción consuelo conte
conti cook cookie cooper cor coral cortana cortés cos costa cruz crystal cunha curl dahl dainis daisy daiva dakota
dale dallas dar darwin das dash data dawn day de deal dede deep delgado dell delphi delta demir den deng deni denver
des desi destiny dev devi devin devon devrim dewi di dia diamond dick dik dim din ding dino dinu dion dior dirk disk
diva do doc doe dog dolf dolly dolores dong door dora dose dot down doğa doğan drew dube dudek dufour duke dulce duo
dusk duval duygu duša dwi dzintra ea earl earth echo ed eden edge edit ege eh eka ekin elder ele elf elio eliza elm
els ember emo en ender engel engin enn ens ensa era eri eric ernst erra es esa esperanza essence estrella eta eve even
ever evren express eylem eylül eze fable faith fall fan fang fanny far farkas fay faye fe fee fehér fei fekete felice
felicity feng fern fernando ferrari ferry fi fia fiala fie fil file fin fine finn fischer fit flat fleur flor flora
florence flores folk fond fontana for ford forest fortunato fournier fox foxtrot france franco franklin free freedom
friday frost fu fuchs fuentes fun gad gain gaj gal gala gale galli gallo gard gas gast gate gatti gem gemini gemma
genova gent gentile geo georgia ger giga gill gin ginger gintaras gir giro git glen gloria glory glória go goda goh
gold golf gor gora got grace graf gram grant grassi grasso gray graça greco green gretchen gro grok groß guard
guerrero gul guo gut guy gönül gül güneş güven ha had hagen hahn hai hakkı hal hale hall ham hamilton hand hank happy
harbor harm harmony harper harris harrison has hasn haven hay hayes hazel he head heat heath heather helm heo herb
hermes hi hid hide high him hin hind hit ho hoc hoe holly holub hong hope hopkins horn hotel houston howard hua huang
hub hudson hunter huy ibi ice id ide idea if ill ilma ilta ilves im iman imbi imp impi in inch inci indah indeed india
indigo indra ini ink inn int into io ion ip ipek iris irmak iron is isis iskra islam island israel it ito ivory ivy
iyer işık jackson jade janeiro jasmine jasna jasper java jay jaya je jefferson jenkins jesus jet jewel jira job joi
joke joo jordan jos joy judge jules juliet juliett july jun june jung junior juno jupiter justice justo jutro kaiser
kalev kali kalju kan kang karaca karma kask kat kate kau kaya keen keep keller kelly kelvin keri kerim kestrel ketut
key kid kielo kilo kin kind king kip kiss kit kita klein kline ko koch koh koi koit kong koo kool kor koray kos koski
kot kováč koç kran král król kukk kukka kun kurt la lacroix lad lahja laima laimonis laine lake lam lama lambda lan
lance land lane lang langley lark lars las last late lau laurel law lazar le lea leaf leal lear led lee left leg
legrand lei lem lempi len lens leone leroy les let lev level levi lex li liberty lie lien lies life lil lilia lily lim
lima limit lin lina linas lincoln lind line link lino lion live llama lloyd lo loc loh lola london lone long longo loo
lori los lot lotus louvre low lozano lu lucky lug lulu luna lund luo lure lut luv lux luz lynch lynx lyric līga ma mac
machado macos mad made madison madrid magic magnolia magyar mai maia maj make male mali malik malina malm malte malý
man mana mane mani manu map mar mara march mare marek marin marini marino mark marqués mars martini mas mason mass
massimo mast master mat mate matei mates matos matter mau max may maya mazur mazza mean med meelis meet mega mei mel
melati melody melon memphis men mer mercedes mercier mercury mercy meri merlin merry mesa mesh messina met meta mete
meter metin mid mila milan mile miles mill mimi min mine minerva mini minor mint minus mir miracle mirza miss mistral
misty mit mix mo mode model modesto moen mol moldovan mole mom mon monday mono montana monteiro monti moon moore mora
more moreno morgan mori morin morris mos most mota motor mount moya moyo mud mul mulia mun murat musa muse must my mya
márquez mägi mäki müller māra na nad nada nadir nagy nai nam name nan nanda nani nas nasa nascimento nash nat nata
natale naught navy nazaré near neat need nehir nel nell nemo neo neon nessus nest net never neves new ng nic nice
niemi nieves nikita nil nim nine nino nir no nob node noel noh noi nok nor norm norma north norton not note nous nova
novak november now nu nunes nur nut němec oak obi ocean oda odd ode odin oil oiva oja ok ola old olive on one ong only
onni ono onto onur op opal open or ora ori orion orvokki os ott otter otto our out over own oz pace pack pad page pai
paige pain paix pal pala palace pale pam pan pandora pap papa par para paris parisi park parker parra part pass past
pastor pat patch patent path paulo pause pay paz peak pearl pegasus pei pel pen penelope peng penny pepper per perera
perl perla perry perseus pet peta petal petit peña phi pho phobos phoenix pi pia piedade pierce pike pilar pilot pilvi
pim pin pine pink pinto pip piper pit pius plan plane plus po poi point pokorný pol pola polaris polat pole pond pool
poor pop popa poppy port porter pos post pot pow precious prem presley preston price prieto prima prime primo prince
princess print pro promise prudence prune pub pull puppet pure put putra putri päike päivi päivä pınar qi quan quebec
queen quest question quick quinn rad radu raf rahman rai rail rain raj raja ram rama ramos ran range rao rap rasa rate
rauha raven raw ray reading real rec red reddy reed reef reese reg rei reid rein reis remedios remi ren rena renard
rep res rest ret rev rex rey reyes rhino ria rica rice rich richmond richter ridge rie rien right rik rim rin ring rio
ripley rise risk rival river rivière road roar robin roch rocha roche rock rocky roi rojas rok roll rom roman romano
rome romeo ron rook root rory rose ross rot route roux row rowan roy royal rubio ruby rui rule run ruo russo rust rusu
ryan róża rüya rūta sa saar sad sade saga sage sahara sai sain sal sala sally salo salt sama same san sand sandy santa
sante santiago santo santos sap sari sarr sat satin sato satu sauer savannah savaş save saw say scala scarlett
schneider schwarz se sea seat sec see sei sela selena self selma semi sen sense seo sepp ser serena serra set seven
severino sevgi sha shade shah sham shannon sharp shaw she sheet sheikh shell shelly shen shepherd shi shin shoe show
shu si sia sid side sierra sign sikora sil silk silva silver sim simple sin sina sini sir siri sis sisko sit siu six
skaidrīte ski sky skyler sla slamet slava slip slot smart smiltė smith snow so soft soja sok sokol sol soledad solomon
sommer son sonar soner song sonia soo sora sorry sort soto soul sound south sow spark sparrow spec spencer spin spring
ss star stein stella step sterling stern stewart still stone stop storm story strand string strong su sub subs such
sue sui suite sullivan sum summer sun sunday sunny super sure surf surya sutherland suvi suy suzy svoboda swa swan
swift sybil sydney sylvan szabó ta tab tad tag tai tail taimi taj take tal tale talk tall tam tamm tan tang tango tar
tara target tarmo taro taru task tate tau tay taylor te tea teal team tech tee ten tend teo tera term terra test testa
texas text than thanh the thea them then theo they thi thin third this thor those thread three throw ti tia tian tie
tiger tika til till time tin ting tip tir tit titan tito to toby tod toi toivo tolga toma tomcat ton tong too tool top
toprak tor tora tori torres total toto tour tower town tra trace tracy train tran tree tri tria trib trinity trip
trista troy true trust truth tu tue tuesday tulip tuna tur turan turn tuuli two tyler type török ugnė uh ui um umut un
una und une uni uniform union unit unity untung up ur urban urbano urho uri ursa us use user usha usko utku vado vaiva
val vale valentine valeria van vane var vargas varia vas vasara vast vat ve vega veli venice venus ver vera verity
very veselý vest vi via vic vice victoria vicuna vid vida vie viena vienna view viki villa viltis vin vina vine viola
violet virginia virve vis vista vit vital vitória viv viva vogel vogue voice vol volta von vor vu vuk vörös wade
wagner wai wait wake walker wallace walt wan wang ward warren washington watson wax way wayan we wear web weber wed
week wei weiss well wells wen were west wet whiskey whisper whitney wi will willow win wind windsor wing winter wire
wise wit woe wolf won wong woo wood woody word work world worth wren wright wróbel wu wye xi xiao xu ya yale yan yang
yankee yao yard yas yağmur yaşar year yes yet yi ying yo yok york you young yu yuan yun yıldırım yıldız yılmaz zafer
zając zar zara zee zelda zeman zen zero zeus zhao zhu zimba zimmermann zion zip zlata zo zola zon zone zulu zvaigzne
çakır çağrı çelik çiçek õie ödül özgür ümit čech şahin şimşek αρετή δόξα ειρήνη ελευθερία ελπίδα ζωή κυριακή νίκη
παρασκευή σοφία χαρά бат болд вера весна вида віра дима живко злата зора зоря лев лилия любов любовь майя марк мила
мира нада надежда надія рада роза роман света слава цветан яна іскра אביב אור אילן אלון אלי ארז ארי אריה ברק גיא גיל
גל דב דין דליה הדס הדר זאב זהבה חיים חן חנה טל ים יעל ירדן ישראל כרמל לאור מור מלכה נגה נועם נורית ניר סיון עדי עופר
עמית ענת צבי ציפורה קרן רון רותם רינה רם רן שחר שי שיר שלום שלמה שני תמר أمل أميرة إسراء إيمان الله امید باسم بشرى
تركي جميل جميلة حاتم حازم حسن حصة حمید حنان خالد دعاء رائد رشيد رضا رياض ريم زياد سالم سامي سعيد سعید سلطان سليم سمر
سناء شادي شريف شمسة شیرین صالح صلاح طارق طلال عادل عباس عبد عبير عزيز عصام علي عماد عمر غادة فارس فهد فيصل كريم كمال
لطيفة لمى ماجد مالك مجید منصور منى مها مهدی موسى نادر ناصر نبيل نجوى نرگس نهى نوال نور هاني هبة هدى هند وفاء وليد
ياسمين پیمان आशा कमल कविता किरण कुमार कुमारी कुसुम गीता चौधरी ज्योति देवी निशा नीलम पूजा प्रकाश प्रिया भारती मंजू ममता
मोहन राजा लक्ष्मी वर्मा विकास विजय विवेक शांति शिव श्याम सिंह सुधा सुमन सूरज हरि দাস রায় সুমন সেন செல்வி ராஜா
hang sang trang tham anh em dung chieu thu thiên thien thanh tân tan nam kaptan ama chai allah tome pero
"""
