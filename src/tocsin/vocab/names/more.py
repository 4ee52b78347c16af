"""More names, of peoples whose names the first lists hardly hold.

Of West Africa, the Andes, Punjab, Azerbaijan, Kurdistan, Quebec; short forms of Cyrillic and Greek ones.
"""

GIVEN_TOO = """
Abdikadir Abdinasir Abdiweli Ablavi Abosede Adama Adewunmi Adhiambo Adunni Affoué Aiden Aikaterini Akinola Akissi
Akouvi Alemu Aliou Alioune Amandeep Amarjit Amaru Amenan Aniekan Anika Anvi Araba Araz Armaan Arshdeep Asabe Asep
Assetou Audu Auma Aweys Awuor Ayaanle Ayawa Ayden Aygün Aytən Azər Aïssatou Bakary Baldev Baljit Balwinder Bashiir
Basilia Bawer Benita Beritan Berivan Bheki Bhekisisa Bineta Binta Biodun Birtukan Bisi Bjørg Boitumelo Bolanle Bożydar
Brayan Brayden Brayhan Bronwen Brynhildur Butet Bård Caasha Cabdullahi Carys Cavid Cecep Cerys Ceyhun Cheikhou
Chepngetich Cherono Chiedza Chinyere Chukwuebuka Cirila Cirilo Ciwan Claudemir Cleonice Cleusa Dadang Dafydd Daljit
Damiana Danladi Darnell Davinder Deeqo Deivid Delali Dele Delyth Deshawn Dhahabo Dikeledi Dilan Dilpreet Dilşad
Djeneba Domitila Dotto Drissa Dudung Dzifa Ebuka Edet Edilene Edileuza Edmilson Efosa Eghosa Eilif Eiríkur Ekong Eleri
Elikem Elmer Eluned Elçin Előd Elşən Emperatriz Emyr Encep Enyonam Epifania Erivaldo Eulogio Eusebia Evarista Faadumo
Faarax Fanney Felipa Ffion Fiifi Fikirte Folarin Fortunata Francinaldo Friðrik Fərid Gagandeep Gaëtane Gbemisola
Gbenga Genara Genivaldo Geraint Gilvan Gislaine Givanildo Gniewomir Gregoria Gudveig Gurdeep Gurjit Gurleen Gurmeet
Gurnoor Gursimran Gurvir Gurwinder Guuleed Gwilym Gwion Gwyneth Győző Géza Gülnar Gülnarə Hadiza Hailey Halfani Halimo
Hamidou Hamisi Harbhajan Hardeep Harjinder Harleen Harman Harmanpreet Harmeet Harnoor Harsimran Harvinder Hauwa Hejar
Helin Hermelinda Hibaaq Hikmət Hiwot Hêvî Iestyn Ieuan Ifan Ifrax Ilhaan Illari Imaobong Inderjit Iolo Ireti Isah
Ishani Ishpreet Islwyn Ivonete Jaamac Jacinthe Jagdeep Jagjit Jagtar Jasleen Jasmeet Jaspreet Jasvir Jaxson Jayden
Jeanpierre Jepkosgei Jhoana Jhon Jhoselin Jiyan Joelma Joginder Josinaldo Jucélia Jumirah Jumoke Kabiru Kadiatou Kafui
Kantuta Karamjit Karanveer Kariuki Karsono Kauã Kauê Kayden Kaylee Kayode Keitumetse Kekeli Kenechukwu Kiara Killian
Kimani Kiplagat Kiranjit Kjellaug Kobina Kodjo Koffi Kolawole Komalpreet Komlan Kouame Kouassi Krisha Kritika
Kudakwashe Kulwa Kulwant Kulwinder Kunle Kusi Könül Lakhwinder Lakisha Lalə Lassana Latoya Lawan Leonarda Leoncio
Liibaan Lindalva Lisette Lizbeth Llinos Lovepreet Lucila Lyne Lárus Ləman Macaria Magnhild Mahika Maicol Manjit
Manmeet Manvir Marinalva Marleni Marsinah Mawuena Mawuli Maxamed Maxamuud Maximiliana Maycol Mazlum Maélie Mbaye
Mduduzi Mehmûd Mehriban Meirion Melchora Mfon Mirtha Modibo Modupe Mohinder Mojisola Morenike Mouhamed Moustapha
Mulyono Mumbua Munashe Musyoka Mwajuma Mwanaidi Mégane Mübariz Mścisław Nasiru Navjot Navneet Navpreet Navya Nayra
Ndunge Neneng Nergiz Nerys Netsanet Newroz Ngadiman Ngatinem Ngoné Nicat Nicolasa Niharika Nilza Njabulo Njáll Nkiru
Nokuthula Nompumelelo Normand Nuhu Nuur Nélida Nûdem Obiageli Océanne Oddbjørn Oghenekaro Oluwadamilola Oluwakemi
Omotola Orxan Osagie Osahon Osaze Oumou Owain Paijo Paimin Panashe Panos Parjo Parminder Parneet Pascuala Policarpo
Poniman Ponirah Prabhjot Prabjot Primitiva Prisha Pərvanə Qori Radosława Ragnvald Rajwinder Rakiyat Ramatoulaye Ramil
Rashidi Rasmané Ravinder Raxma Rayssa Rehema Remigio Rhea Rhodri Riya Rizgar Rojin Ronke Rosalie Roseli Rosilene
Rufina Rupinder Ruvimbo Réjeanne Rêber Rövşən Rûken Rüfət Rəşad Saanvi Saciid Sagal Salimata Saliou Salisu Santusa
Sanvi Sarabjit Satnam Satwinder Sekou Senam Senyo Severina Seydou Seynabou Shabani Shanaya Shanice Shehu Shiferaw
Shukri Siaka Siciid Sigurjón Sikiru Simbarashe Simisola Simranjit Sipan Siwan Sixto Siya Snorri Sokhna Solfrid Somto
Somtochukwu Sosina Souleymane Sueli Sugiyono Sukhdeep Sukhjinder Sukhwinder Sumaq Supardi Suparman Suratno Surinder
Suryani Suyatno Səbinə Səməd Tajinder Takudzwa Talatu Tamika Tanisha Tarsem Tawanda Tebogo Teboho Tegan Tejinder Tekla
Temilade Terezinha Teteh Thainá Thato Thiện Thắm Tidiane Tijjani Tilahun Tomasa Tonderai Torbjørg Toribio Toğrul Tudur
Tukiman Tumini Tupac Tyrone Tünzalə Uduak Uelinton Ujang Umaru Urpi Valdeci Valdirene Varinder Victoriano Vilborg
Vilhjálmur Vimbai Vüqar Vüsalə Wagiman Wanderlei Wanderléia Wartini Wayra Welat Wendkuni Weverton Wilber Wilfredo
Worknesh Xaliimo Xasan Xezal Xuseen Xədicə Yaasiin Yadwinder Yakubu Yaneth Yasmim Yatno Yawar Yayra Yenny Yhon Yoro
Yovana Yuusuf Yésica Zainabu Zamzam Zaur Zenebech Zewditu Zewdu Zilan Zozan Zuleide Zygfryd Zəhra Ágoston Álmos Åshild
Össur Ørjan Ülviyyə Þórunn Świętosława Şêrko Şəbnəm Αβραάμ Αγησίλαος Αριάδνη Αφροδίτη Αχιλλέας Βαρβάρα Βλάσης Βούλα
Γαβριήλ Γαρυφαλλιά Γλυκερία Δέσπω Δαμιανός Διαμάντω Δομνίκη Ευανθία Ευριπίδης Ευρυδίκη Ευστάθιος Ευτέρπη Ευφροσύνη
Ζήσης Ζαφείρης Ζαχαρούλα Ζηνοβία Ηλέκτρα Θάλεια Θεανώ Ιερώνυμος Ιπποκράτης Ισίδωρος Ιφιγένεια Κίμων Κασσιανή Κατίνα
Κλέαρχος Κλειώ Κούλα Λάζαρος Λάκης Λαμπρινή Λυκούργος Μάκης Μήτσος Μαριγώ Μελέτης Μενέλαος Μερόπη Μπάμπης Μυρσίνη Νίνα
Νεκταρία Νικηφόρος Ξανθίππη Ξενοφών Περικλής Πολυχρόνης Πολύξερη Προκόπης Ρήγας Ρεβέκκα Ρούλα Σάκης Σίμος Σεραφείμ
Σούλα Σταματία Σωκράτης Τάκης Τασούλα Τιμόθεος Τούλα Τρύφωνας Φαίδων Φρόσω Φώτιος Χρυσάνθη Іванко Івась Алёна Алёша
Андрійко Богданка Боря Вадик Валя Ваня Варя Василько Витя Вова Вітя Галя Ганнуся Гнат Гриша Данило Даринка Дашенька
Дем'ян Демʼян Дмитрик Жора Захарій Зеновій Зиновія Катруся Костя Кузьма Лаврін Лара Левко Лесюня Лиля Любко Люда Люся
Лёня Макс Мар'ян Мар'яна Марійка Матвій Мирон Мирослав Митя Михась Мишко Настуня Настя Нестор Одарка Оксанка Орися
Остапко Павлик Панас Параска Петрик Пилип Платон Потап Радим Рита Сашко Северин Серёга Славик Соломійка Соня Софійка
Стас Тарасик Тимофій Тиміш Тоня Трохим Устим Устина Федя Федір Христина Шура Эдик Эльмира Юліан Юрко Явдоха Яким Ярина
"""
FAMILY_TOO = """
Acheampong Adeniyi Adjei Afriyie Agbaje Agbeko Agbodza Agyeman Ahiable Ahluwalia Ajayi Akande Akintola Akinwale Aksoy
Aksu Alabi Alanoca Alarcón Alkan Altın Amegashie Amenuvor Amoako Ampofo Ankomah Arango Arce Asamoah Asare Atahuachi
Ateş Atwal Aujla Avcı Awuah Ayittey Baah Badji Badu Bains Bajwa Baldé Bamidele Bangoura Bationo Bayındır Bedi Bedregal
Benavides Bhullar Boakye Bozkurt Brar Bustamante Cahuana Calla Callisaya Camacho Camara Canaza Cariou Carvajal Cassamá
Catacora Ccallo Ccori Ceylan Chadha Chahal Chambi Charbonneau Chartrand Cheema Chevrier Chipana Chura Chénier Coaquira
Colque Compaoré Coşkun Cusi Cutipa Dallaire Dandurand Dangote Dankwa Danquah Dembélé Demirci Demirel Deol Desrosiers
Dhaliwal Diabaté Diagne Diatta Diouf Djaló Dogbe Donkor Dosanjh Douma Doumbia Dramé Dumoulin Dupuis Dzidzor Echeverri
Economou Ekwueme Erdem Ertürk Ezenwa Falana Fashola Filion Fortin Francœur Frenette Galarneau Gassama Gbeho Gendron
Gervais Ghuman Gingras Giroux Godbout Godin Gomis Gosselin Grenier Guay Guillou Gyamfi Gyasi Gökçe Güler Gümüş Günay
Huallpa Huanca Huarachi Huisa Hundal Hébert Igwe Iheanacho Inquilla Işık Jobin Jodoin Johal Kaboré Kahlon Kahraman
Kalu Karadağ Karagöz Karakaya Karataş Keskin Khaira Khurana Koca Kohli Kouyaté Koyuncu Kuffour Kufuor Kumi Kwarteng
Kébé Köse Küçük Labelle Laberge Labrecque Labrie Lachapelle Lalonde Lamontagne Lamptey Langevin Laplante Lapointe
Larico Larivière Larocque Lauzon Layme Leblanc Leclerc Lemay Lemieux Lessard Limachi Londoño Lortie Luque Machaca
Mailhot Mangat Mané Marcotte Martineau Mayta Mbah Mbaye Mendy Michaud Mohammed Mollo Mongeau Morissette Mullisaca
Nadeau Ndoye Niang Niasse Nkrumah Nnamani Ntow Nwachukwu Nyarko Obasanjo Obeng Ocaña Odumegwu Ogbonna Ogunbanjo
Ogunleye Okereke Okezie Okon Okoro Okpara Oladipo Olorunfemi Onwuka Onyekachi Opare Opoku Oppong Ordoño Orhan Orozco
Osagie Oyelaran Pacori Pacsi Pannu Paquette Parisuaña Paucar Perreault Perron Peñaranda Pilco Plourde Poirier Poulin
Proulx Purewal Pépin Quartey Quenta Quintero Randhawa Restrepo Rheault Richer Rincón Rioux Robitaille Rochon Rousseau
Roussos Saavedra Sagna Sahota Samb Sangaré Sangha Sanhá Sanogo Sané Sarpong Sarı Savard Savoie Sağlam Seck Sekhon
Sekyere Semedo Senaya Sezer Shonekan Sidibé Simard Sirois Sirpa Sodhi Soyinka Sran Sucari Sullca Supo Suri Sylla
Séguin Tagoe Taillefer Tardif Tarqui Tekin Tessier Therrien Thiam Thibault Thibeault Théberge Tinubu Tosun Trudeau
Trudel Trépanier Ttito Tumi Tunç Turmel Turpo Uribe Uysal Uzor Uçar Vachon Valdivia Vallée Veilleux Verreault Vilca
Villeneuve Virk Vézina Walia Yalçın Yanqui Yar'Adua Yavuz Yiğit Yujra Yupanqui Yüce Yüksel Zapana Zapata Zegarra
Zevallos Çakmak Évora Özcan Özen Özer Ünal Şeker Αγγελόπουλος Αθανασίου Αντωνίου Βασιλείου Βλάχος Βλάχου Γεωργίου
Δημητρίου Ζαχαρίου Ιωάννου Καραγιάννη Καραγιάννης Κοντός Κωνσταντίνου Μακρή Μακρής Μαυρίδης Μυλωνάς Νικολάου Οικονόμος
Οικονόμου Παπαδοπούλου Παπαδόπουλος Παππά Παππάς Ράπτης Σαμαράς Σταματίου Χριστοδούλου Іваненко Алексеев Андреев Бойко
Бондаренко Борисов Васильев Гаврилюк Гончаренко Григорьев Гриценко Данилюк Дорошенко Дяченко Егоров Загребельний
Зайцев Захаров Захарченко Иванов Клименко Козлов Костюк Кравчук Кузнецов Лебедев Левченко Лисенко Литвиненко Макаров
Марченко Мельник Мельниченко Мельничук Михайлов Морозов Назаренко Никитин Николаев Новиков Павлов Павлюк Панченко
Петренко Петров Поліщук Попов Романов Романюк Руденко Савчук Семёнов Сидоренко Сидоров Смирнов Соколов Соловьёв
Степанов Ткачук Федоренко Фёдоров Харченко Шевченко Шевчук Юрченко Яковлев Ярошенко Яценко
"""
