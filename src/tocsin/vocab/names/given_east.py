"""Given names from the middle of Europe to the middle of Asia."""

EAST = """
Achilleas Adamantios Adnan Adél Adéla Afanasy Afroditi Agafya Agapi Aggeliki Aggelos Agim Agnieszka Agron Ahmet Aida
Aigerim Aigul Ainur Aisulu Ajla Akmal Aladár Alajos Alban Albana Albulena Aleksandar Aleksander Aleksandr Aleksandra
Aleksei Aleksey Alen Alena Ales Alesia Alexandr Alexandros Alexei Alexej Alexey Aleš Aliaksandr Aliaksei Alibek Alicja
Alisa Aliya Aliyev Aljaž Aljoša Alkis Alla Alma Almir Alojz Alpaslan Alper Altin Altynai Alyona Alíz Alžběta Amar
Ambrus Amela Amina Amir Amra Anahit Anamarija Anar Anara Anastasia Anastasiia Anastasios Anastasiya Anastazja
Anasztázia Anatoli Anatoliy Anatoly Andjela Andrej Andreja Andrey Andrijana Andriy Andromachi Andrzej András Anděla
Aneta Anett Anežka Anfisa Angelika Angeliki Angelina Angelos Ani Aniela Anikó Annamária Antal Ante Anthi Antigoni
Anton Antoni Antonija Antonina Antonis Antonín Anush Anzor Anđela Anže Apolonia Apostolos Ara Aram Aranka Arayik Arben
Arbër Arda Ardian Ardit Argyris Argyro Arif Aris Aristea Aristidis Aristotelis Arkadiusz Arkady Arkhip Arman Armen
Armend Armine Arpine Arsen Arseniy Arseny Arta Artak Artan Artem Artemis Artyom Aruzhan Arzu Asel Asem Asen Ashot
Asiye Askar Aslan Aslı Aslıhan Asmir Aspasia Assel Astghik Astrit Asuman Ata Atakan Atanas Athanasia Athanasios Athina
Atilla Attila Augustyn Aurél Avetik Avni Avtandil Ayan Ayaz Aybek Aydar Aydın Aygerim Aygul Ayhan Ayla Aylin Aynur
Aysel Aytaj Ayten Ayça Ayşe Ayşegül Ayşenur Azamat Azat Azizbek Azize Azra Badri Bahadır Bahar Bakhyt Bakyt Balázs
Banu Barbora Bardhyl Barnabás Bartek Bartolomej Bartosz Bartłomiej Barış Batuhan Baurzhan Başak Beata Bedřich Begaim
Begüm Beka Bekim Bekir Bekzat Bekzod Belgin Belma Bence Bendegúz Benedek Benjámin Beren Berfin Berk Berkan Berkay
Berke Berna Bernadeta Bernadett Berrak Berrin Bertalan Besa Besik Besnik Betül Beyza Bidzina Bilal Bilge Biljana
Birgül Birol Birsen Biser Bisera Bistra Blagovest Blanka Blaž Blažena Blaženka Bledar Blerim Blerta Bobur Bogdana
Boglárka Bogna Bogomil Bogumił Bogumiła Bogusław Bogusława Bohdan Bohdana Bohumil Bohumila Bohumír Bohuslav Bojan
Bojana Bolat Boldizsár Bolesław Borbála Borislav Boryana Borys Botagoz Botond Boyan Boyana Boyko Bozhidar Boštjan
Bożena Božena Božidar Branimir Branislav Branislava Branka Branko Bratislav Brigitta Bronislav Bronisław Bronisława
Buket Bunyod Burak Burcu Burhan Burim Burkhan Burçin Buğra Bálint Béla Büşra Běla Błażej Břetislav Cafer Cahit Can
Canan Caner Cansu Cecylia Celal Celina Cem Cemal Cemil Cemile Cengiz Ceren Cevdet Ceyda Ceyhan Cezary Chara
Charalambos Charikleia Charis Chinara Chingiz Christos Chrysa Chrysanthi Chrysoula Cihan Csaba Csanád Csenge Csilla
Csongor Cvetka Cvijeta Cyprian Czesław Czesława Dalibor Dalma Damir Damjan Danae Danica Daniil Danijel Danijela Danil
Danila Daniyar Danylo Dardan Daria Dariia Darija Darina Darinka Dariusz Darja Darko Darya Dastan Daulet Dauren Davit
Davor Davorka Dawid Defne Dejan Delyan Demyan Deniz Denys Derya Desanka Desislava Despina Dezső Didem Dijana Dilara
Dilek Dilfuza Dilnoza Dilshod Dilyana Dimitar Dimitra Dimitrina Dimitrios Dimitris Dimosthenis Dina Dinara Dionysia
Dionysios Dionysis Dita Diyar Dmitri Dmitriy Dmitry Dmytro Dobri Dobromila Dobromir Dobrosława Domagoj Domen Dominik
Dominika Domonkos Donata Donika Donka Dorota Doroteja Dorottya Dosym Doğa Doğan Doğukan Dragan Dragana Dragica Drago
Dragoljub Dragutin Drahomíra Drahoslav Dražen Drita Driton Dubravka Duygu Dušan Dušanka Duško Dzmitry Dániel Dávid
Dénes Dóra Džemal Dženana Ebru Ece Ecem Eda Edin Edina Edit Edona Edyta Efe Efi Efim Efstathios Efstratios Efthymia
Efthymios Ege Egor Eirini Eka Ekaterina Ekaterine Ekin Ekrem Ela Elchin Eldar Eldin Eldina Eleftheria Eleftherios Elek
Elemér Elene Eleni Eleonóra Elif Elira Elissavet Elizaveta Eliška Elma Elnur Elnura Elona Elpida Elshan Elvir Elwira
Elżbieta Ema Emel Emelyan Emese Emin Emina Emine Emir Emmanouil Emomali Emrah Emre Emőke Ender Endrit Enes Engin Enikő
Enis Enver Erbol Erdal Erdem Erdinç Erdoğan Eren Ergin Ergün Erhan Erion Erkan Erkin Erlan Ermal Ermin Ermioni Ermolai
Ernő Erol Ersin Ertan Ertuğrul Ervin Eryk Erzhan Erzsébet Esen Esin Esma Esra Eszter Etelka Eteri Eugeniusz Evangelia
Evangelos Evanthia Evdokia Evdoxia Evgeni Evgenia Evgeniy Evgeniya Evgeny Evren Evžen Evženie Ewa Ewaryst Ewelina
Eylem Eylül Ezgi Fadil Fadime Fahri Faina Fani Fanni Farida Farkas Farkhad Farrukh Faruk Fatih Fatma Fatmir Fatos
Faustyna Fedir Fedor Felicja Feliks Ferenc Ferhat Feride Feridun Ferit Feruza Fevzi Feyza Fidan Figen Fikret Filipp
Filippos Filiz Flutura Flóra Foteini Fotini Fotios Fotis Franciszek Franciszka Franjo František Františka Frigyes
Frosso Fruzsina Fryderyk Fulya Funda Furkan Fyodor Füsun Gabrijela Gagik Galina Galya Gamze Garegin Garifallia Gaukhar
Gavriil Gayane Gejza Gela Gellért Gennadi Gennady Genowefa Gent Genti Georgi Georgios Georgy Gerasimos Gergana Gergely
Gergő German Gertrúd Gevorg Gezim Giannis Giga Ginka Giorgi Giorgos Givi Gizella Gizem Gjergj Gjon Gleb Gocha Goga Gor
Goran Gorana Goranka Gordan Gordana Granit Grażyna Grigor Grigori Grigoris Grigory Grozdana Grzegorz Gréta Gulbahar
Guldana Gulmira Gulnara Gulnaz Gulshan Gunay Gunel Guram Gustaw Guzal Gyula Gyöngyi György Györgyi Gábor Gáspár Gökay
Gökhan Gökmen Gökçe Gönül Görkem Gül Gülay Gülcan Gülden Güler Gülsüm Gülten Gülçin Gülşah Gülşen Güneş Gürkan Güven
Habibe Hacer Hajnalka Hakan Hakkı Hakob Haldun Hale Halide Halil Halime Halina Haluk Halyna Hamdi Hamit Hamlet Hana
Handan Hania Haris Harun Harutyun Hasan Hasibe Hasmik Hatice Havva Hayati Hayk Hayri Hayriye Hazal Hedvika Hennadiy
Henryk Henryka Hikmet Hilal Hlib Hnat Hovhannes Hripsime Hristina Hristo Hrvoje Hrvojka Hryhoriy Hunor Hynek Hülya
Hüseyin Hüsnü Iakovos Ibolya Ifigeneia Iga Ignacy Ignat Igor Ihar Ihor Ildikó Ilgar Ilgın Ilham Iliana Ilias Ilir
Iliya Ilka Ilkin Illia Illir Ilya Imre Imrich Inessa Inna Innokenty Ioann Ioanna Ioannis Iosif Ippokratis Irakli
Iraklis Irena Ireneusz Irini Irmak Iryna Irén Isidora Iskra Islam István Iva Ivana Ivanna Ivaylo Ivelin Ivelina Iveta
Ivett Ivica Ivka Ivona Iwo Iwona Izabela Izabella Izolda Izsák Izydor Işık Işıl İbrahim İdil İdris İhsan İlhan İlkay
İlker İlknur İnci İpek İrem İrfan İsmail İsmet İzzet Jacek Jadranka Jadranko Jadwiga Jagna Jagoda Jakab Jakub Jamshid
Janka Janusz Jarek Jarmila Jaromír Jaroslav Jaroslava Jarosław Jasmin Jasmina Jasna Jasur Jelena Jelka Jenő Jeremi
Jernej Jerzy Jeta Jindra Jindřich Jindřiška Jitka Jiřina Jiří Johana Jolán Josefína Josip Josipa Jovan Jovana Jowita
Jozef Jozefina Jozefína Jozo Judit Judyta Julianna Julita Juliusz Juraj Jure Jurica Justyna Jyldyz Ján János Józef
Józefa József Jędrzej Kaan Kacper Kadir Kadriye Kairat Kajetan Kakha Kakhaber Kalin Kalina Kalliopi Kallirroi Kaloyan
Kamen Kamil Kamila Kamilla Kamola Kamran Kamuran Kanat Kanykei Karapet Karine Karlygash Karol Karola Karolína Kasia
Kastriot Kasım Kata Katalin Katarzyna Katerina Kateryna Kateřina Katica Katsiaryna Katya Kaya Kazimiera Kazimierz
Kazimir Kağan Kemal Kenan Kerem Kerim Ketevan Keti Keziban Khariton Khatia Kincső Kinga Kira Kiril Kirill Kitti
Klaudia Klaudiusz Klavdia Kleanthis Klemen Klemens Klim Kliment Klodian Klára Kolos Konrád Konstancja Konstantina
Konstantinos Konstanty Korab Koray Kordian Korhan Kornelia Kornél Kornélia Kosmas Kosta Kostas Kostya Kostyantyn
Krasimir Krasimira Kremena Kreshnik Krešimir Kristijan Kristóf Kristýna Krisztina Krisztián Krisztofer Krum Krystian
Krystyna Krzysztof Ksawery Ksenia Kseniia Ksenija Kseniya Kuanysh Kuba Kubanychbek Kubilay Kujtim Kushtrim Kuzma
Kvetoslava Květa Květoslava Kyriaki Kyriakos Kyrylo Kálmán Károly Kázmér Köksal Kübra Kürşat Kıvanç Lachezar Ladislav
Ladislava Lado Lajos Lale Lali Lambros Lampros Larisa Larysa Lasha Latif Lavrenty Lazar Laziz Lech Lechosław Lefteris
Lehel Lejla Leman Lenka Leokadia Leonid Leonidas Leoš Leposava Lesia Lesya Leszek Lev Levan Levent Levente Levon Leyla
Libor Libuše Lidija Lidiya Lili Lilia Lilit Liliya Liliána Lilyana Lindita Liridon Liubov Liudmyla Liza Ljerka
Ljiljana Ljubica Ljubomir Ljudmila Loránd Loukas Loukia Lubomír Lubomíra Luboš Lucija Lucjan Lucyna Ludmiła Ludwik
Ludwika Luděk Lujza Luka Lukáš Lule Luljeta Lusine Lyuben Lyubomir Lyubov Lyudmila Lyudmyla László Lénárd Lóránd
Lóránt Lütfi Maciej Macit Madina Magdalini Magdaléna Magdolna Mahir Mahmut Maia Maja Majlinda Maka Makar Makbule Makis
Maksat Maksim Maksym Maksymilian Malika Malwina Mamuka Manana Manca Mane Manolis Mansur Marat Marcelina Marcell Marcin
Marfa Marharyta Mariam Marianthi Mariela Mariia Marijan Marijana Marika Marinko Mariola Marios Mariusz Mariya Mariyka
Markos Markéta Maroš Martyna Maryana Maryia Maryna Marzena Matej Mateja Mateusz Matija Matina Matjaž Mato Matouš
Matvei Matvey Matylda Matúš Matěj Maxim Maya Małgorzata Mecit Medet Meerim Mehmet Mehtap Melahat Melek Melih Meliha
Melike Melis Melita Meltem Memduh Mentor Merab Merita Meropi Mert Mertcan Merve Meryem Mesut Mete Metehan Metin Metod
Mevlüt Mher Michaela Michail Michal Michalina Michalis Michał Midhat Mieczysław Mieczysława Miglena Mihael Mihajlo
Mihriban Mihály Mikalai Mikhail Mikhaylo Mikheil Mikita Miklós Mikołaj Mikuláš Milada Milan Milana Mile Milen Milenko
Milica Milivoj Miljenko Milka Milorad Miloslav Miloslava Miloš Miltiadis Milutin Milán Mimoza Mincho Mine Miodrag
Miraç Mirek Miriama Mirjana Mirlan Mirlinda Miroslav Miroslava Mirosław Mirosława Mirsad Mirsada Mirtill Mislav
Mitrofan Miłosz Mladen Mojca Mojmír Momchil Momčilo Monika Mstislav Muammer Muazzez Muhammet Muharrem Muhittin Muhsin
Mukhtar Murat Murod Musa Mustafa Muzaffer Mykhailo Mykola Mykyta Myron Myroslav Myroslava Myrto Mzia Mária Márk Márta
Márton Mátyás Máté Mónika Móric Müge Müjde Mümtaz Münevver Münir Mürsel Müslüm Naciye Nada Nadezhda Nadiia Nadir
Nadiya Nadya Naděžda Nafsika Nagihan Naim Naina Nalan Namık Nana Nanuli Narek Nargis Nargiza Narine Nastya Nataliia
Nataliya Natallia Natalya Nataša Nato Natálie Nazan Nazar Nazgul Nazlı Nazmiye Nazım Nebojša Necati Necdet Necip Necla
Necmi Neda Nedeljko Nedim Nedko Nedyalka Nedyalko Nedžad Nehir Nejc Nektaria Nektarios Nela Nemanja Nenad Neriman
Nermin Nermina Neslihan Nestor Nevena Nevenka Nevin Nevzat Nexhmije Nezahat Neşe Nigar Nigora Nihal Nihan Nihat Nika
Nikita Nikodem Nikol Nikola Nikolai Nikolaos Nikolay Nikoleta Nikolett Nikoletta Nikolina Nikoloz Nikos Nilay Nilgün
Nilüfer Nimet Nimród Niyazi Nodar Nodira Norina Novak Nozima Noémi Nune Nuray Nurbek Nurcan Nurdan Nurettin Nurgul
Nurgül Nurhan Nuri Nuriye Nurlan Nursel Nursultan Nurten Nutsa Nándor Nóra Obrad Odysseas Ognjen Ognyan Okan Oksana
Oktay Olcay Oldřich Oldřiška Oleg Oleh Oleksandr Oleksandra Oleksii Oleksiy Olena Olesia Olesya Olha Olivera Olivér
Oliwer Oliwia Oliwier Olya Olympia Olzhas Ondřej Onur Orest Orestis Orhan Orkhan Orsolya Orysia Orçun Osman Ostap
Oszkár Otabek Otakar Otar Oto Ottó Otylia Ourania Oya Oybek Ozan Ozren Oğuz Oğuzhan Oľga Panagiota Panagiotis
Panayiotis Panna Panteleimon Pantelis Paraskevi Parviz Paschalis Patrik Patrycja Patryk Patrícia Pavel Pavla Pavlo
Pavlos Pavlína Pavol Paweł Pelagia Pelin Penka Perihan Periklis Persefoni Pervin Petar Petr Petrit Petro Petros
Petroula Petya Pinelopi Piotr Piroska Plamen Platon Pola Polat Polina Polona Polyxeni Popi Potap Predrag Primož
Prodromos Prokhor Prokop Przemysław Pál Péter Pınar Přemysl Qendrim Rabia Rade Radek Radim Radka Radmila Radojka
Radomir Radomír Radoslav Radostina Radosław Radovan Rafał Rafet Raina Rajmund Ralitsa Rallia Ramazan Ranko Rashid
Rastislav Rastko Rati Ratko Rauf Ravshan Raşit Rebeka Recep Redon Refik Regő Remigiusz Remzi Renáta Revaz Rexhep
Reyhan Rezső Richárd Rimma Roch Rodion Rok Roksana Roksolana Romana Rosen Rositsa Rostislav Rostyslav Rovshan Rozafa
Rozália Rron Rukiye Rumen Rumyana Ruslan Ruslana Rustam Rusudan Ruzanna Ružica Ryszard Réka Róbert Rózsa Róża Rüya
Rüştü Rıdvan Rıfat Rıza Růžena Saadet Sabahat Sabahattin Sabiha Sabri Sadık Safiye Saida Saime Saimir Sakis Salih
Saliha Salim Salome Saltanat Samat Samet Samir Samra Samvel Sanela Sanja Sanjar Sardor Sargis Sarolta Saule Savaş
Savely Savvas Sayora Saša Sead Sebestyén Seda Sedat Sedef Sefa Sejad Selahattin Selda Selen Selim Selin Selçuk Semen
Semih Semiha Semra Semyon Sena Senad Sencer Senka Serafima Serap Sercan Serdar Sergei Sergej Sergey Serhan Serhat
Serhii Serhiy Serik Serkan Serpil Sertaç Servet Sevara Sevda Sevgi Sevgül Sevil Sevilay Sevim Sevinj Sevinç Seweryn
Seyfi Seyit Seza Sezen Sezer Sezgin Seçil Shakhnoza Shalva Shavkat Sherzod Shkëlzen Shota Shpend Shpresa Shukhrat
Shushan Siarhei Sibel Simeon Sinan Sinem Siniša Skender Skënder Slavcho Slaven Slavica Slavko Slavomír Slađana
Slobodan Slobodanka Smiljana Snezhana Snežana Snježana Sofiia Sofija Sokol Solomiya Soma Sona Soner Songül Sopio Sopo
Soterios Sotiria Sotiris Soňa Spas Spasoje Spiridon Spomenka Spyridon Spyridoula Spyros Srećko Srđan Stamatia Stamatis
Stanimir Stanislav Stanislava Stanisław Stanisława Stanko Stathis Stavros Stavroula Stefanos Stefcia Stefka Stela
Stelios Stepan Stepanida Stevan Stipe Stjepan Stojan Stoyan Stratos Styliani Stylianos Su Suada Suat Suna Suren Suzan
Svatava Svatopluk Svetla Svetlana Svetoslav Svetozar Sviatlana Sviatoslav Svilen Svitlana Svyatoslav Sylva Sylwester
Sylwia Symbat Szabina Szabolcs Szczepan Szebasztián Szilvia Szilárd Szimonetta Szonja Szymon Sámuel Sándor Sára
Süheyla Süleyman Sıla Sławomir Sławomira Tadej Tadeusz Tadeáš Taha Tahir Taisia Takis Talgat Tamar Tamaz Tamer Tamta
Tamás Taner Tansu Taras Tarkan Tarık Tas Tasos Tasoula Tatev Tato Tatsiana Tatyana Taylan Taťána Tea Tekin Temirlan
Temur Tengiz Teodóra Teofil Tereza Terezie Teréz Tetiana Tetyana Teuta Thalia Thanasis Thanos Theodora Theodoros
Theofano Theofilos Theoni Thodoris Thomais Thrasyvoulos Tibor Tigran Tihamér Tihana Tihomir Tikhon Timea Timofei
Timofey Timotheos Timur Tin Tinatin Titusz Tivadar Todor Todorka Tolga Tolgahan Tomasz Tomislav Tomo Tomáš Tonći
Triantafyllos Tryfon Tsanko Tsvetan Tsvetana Tsvetelina Tuba Tufan Tuna Tuncay Tural Turan Turgay Turgut Turhan Turkan
Tuğba Tuğçe Tvrtko Tymofiy Tymon Tymoteusz Tímea Tülay Tülin Tümay Tünde Türkan Ufuk Ujkan Uladzimir Ulaş Uliana
Ulugbek Ulviyya Ulyana Umida Umut Uroš Urszula Urška Utku Uğur Vaclav Vadim Vadym Vagelis Vaggelis Vahagn Vahan Vahit
Vakhtang Valbona Valdrin Valentyn Valentyna Valeri Valeriy Valeriya Valery Vangelis Vanja Vano Vanya Vardan Varduhi
Varvara Vasil Vasileios Vasili Vasiliki Vasilis Vasilisa Vasiliy Vasilka Vasily Vassilis Vasyl Vavrinec Vazgen Vazha
Vedat Vedran Vedrana Vehbi Veli Velibor Velichko Velimir Velinka Velislav Vencel Vendula Ventsislav Veselin Veselina
Vesna Veysel Viacheslav Vicky Vid Viera Vikenty Viktorie Viktoriia Viktoriya Viktória Vilmos Vilém Vince Vinko Vira
Virág Vitali Vitalii Vitaliy Vitaly Vitomir Višnja Vjollca Vjosa Vladan Vladimír Vladimíra Vladislav Vladislava
Vladlena Vlado Vlasis Vlasta Vlastimil Vlastimila Vojin Vojislav Vojtěch Volha Volkan Volodymyr Vratislav Vsevolod
Vugar Vuk Vukašin Vural Vusal Vyacheslav Václav Vít Vítězslav Věra Wacław Walentyna Walery Wawrzyniec Wera Weronika
Wiesław Wiesława Wiktor Wiktoria Wincenty Wioletta Wit Witold Wojciech Władysław Władysława Włodzimierz Xanthi Xenia
Xenofon Xhemal Xhevdet Yakiv Yakov Yakup Yalçın Yana Yanka Yannis Yaroslav Yaroslava Yasemin Yasin Yauhen Yavor Yavuz
Yaşar Yefim Yegor Yekaterina Yelda Yelena Yeliz Yelizaveta Yeremey Yerlan Yerzhan Yevgeniy Yevgeny Yevhen Yevheniia
Yeşim Yiannis Yiorgos Yiğit Yll Ylli Yordan Yordanka Yulduz Yulia Yulian Yuliia Yuliya Yunus Yuri Yurii Yuriy Yusuf
Yüksel Yıldıray Yıldız Yılmaz Zacharias Zafer Zahide Zakhar Zalán Zana Zarina Zaruhi Zaza Zbigniew Zbyněk Zbyszek
Zdena Zdenka Zdenko Zdeněk Zdeňka Zdislava Zdravka Zdravko Zdzisław Zdzisława Zef Zehra Zeki Zekiye Zeliha Zenobia
Zenon Zerrin Zeynep Zhanar Zhandos Zhanibek Zhanna Zhazira Zhivka Zhivko Ziemowit Zilola Zinaida Zinovia Zisis Ziya
Zlata Zlatan Zlatina Zlatka Zlatko Zmitser Zofia Zoi Zoltán Zora Zoran Zorana Zorica Zoya Zoé Zrinka Zsanett Zsigmond
Zsolt Zsombor Zsuzsa Zsuzsanna Zsófia Zuhal Zuhra Zurab Zuzana Zuzanna Zvezdana Zviad Zvonimir Zvonko Zygmunt Zyta
Zübeyde Züleyha Ábel Ádám Ágnes Ákos Áron Árpád Çağatay Çağla Çağlar Çağrı Çetin Çiğdem Ödül Ömer Önder Özcan Özden
Özge Özgül Özgün Özgür Özkan Özlem Ülkü Ümit Ümran Üzeyir Čeněk Ľubica Ľubomír Ľuboš Ľudmila Ľudovít Łucja Łucjan
Łukasz Şaban Şadiye Şahin Şebnem Şehnaz Şenay Şener Şengül Şenol Şeref Şerife Şeyma Şule Şükran Şükrü Šimon Špela
Štefan Štěpán Štěpánka Šárka Żaneta Žaneta Žarko Željana Željka Željko Žiga Žigmund Živko Živorad Žofie
"""
