"""Frequent family names of the world, in Latin letters."""

FAMILY = """
Abe Abernathy Acosta Addo Adeleke Adeyemi Adhikari Aebischer Afolabi Agarwal Aggarwal Aguilar Aguirre Agyemang Ahmadi
Ahn Ahonen Aigner Akın Alaoui Albrecht Albuquerque Alekseev Allen Almeida Alonso Alves Amar Amato Ammann Amoah Amrani
Amundsen Andersen Anderson Ando Andrade Andreassen Andreev Andriamanana André Ang Angelis Anjos Ansah Ansari Antoniou
Antunes Antwi Aoki Aoyama Appiah Aquino Arai Araújo Arias Arnaud Arnold Arora Arriaga Arslan Arvidsson Asante Ashworth
Aslan Assefa Atkinson Aubert Avraham Aydın Azevedo Azoulay Ba Babić Bae Baek Baig Bailey Bakken Bakker Balodis Balog
Balogh Balogun Balázs Baláž Banda Bandara Banerjee Baptista Baran Barbier Barbieri Barbosa Barbu Barnes Barone Barros
Basile Bauer Baumann Bautista Beaulieu Beck Becker Belkacem Bellini Bello Ben-David Benali Benedetti Beneš Benkirane
Bennett Benoît Bensalem Benítez Berg Berger Bergeron Bergman Bergmann Bergström Berisha Bernard Bernardi Bhatia
Bhattacharya Bhatti Bianchi Bianco Biswas Biton Bittencourt Bjerregaard Björk Blackwood Blanc Blanchard Blanco
Blomqvist Bloom Boateng Bondarenko Bos Bose Botha Bouazza Bouchard Bourgeois Bouzid Bowen Boyer Boyko Bradshaw Brandt
Bravo Brennan Brito Brooks Brouwer Brun Brunet Brunner Bruno Burke Busch Butkus Butt Byrne Bélanger Böhm Bùi Bürgi
Bērziņš Caballero Cabrera Cai Calvo Campbell Campos Cano Cao Caputo Carbone Cardoso Carmona Caron Carrasco Caruso
Carvalho Castillo Castro Cattaneo Cavalcanti Cele Chakraborty Chan Chatterjee Chaturvedi Chaudhary Chaudhry Chauhan
Chen Cheng Cherif Cheruiyot Cheung Chevalier Chiba Chikwanha Chissano Chiu Cho Choi Chopra Choudhary Chow Chowdhury
Christensen Christiansen Christou Chu Chua Cisse Claes Claesson Clark Clarke Coelho Coetzee Cohen Coleman Colin
Collins Colombo Connolly Constantin Conte Conti Cook Cooper Coppola Correia Cortés Costa Coulibaly Crespo Cruz Cui
Cunha Cunningham Cárdenas Côté D'Angelo Dahan Dahl Danielsson Danjuma Darwish Das Davies Davis De Dekker Dela-Cruz
Delacroix Delgado Delić Demir Demirhan Deng Denis Dervishi Desai Deshpande Desmet Dhillon Diarra Diaz Dietrich Diez
Dijkstra Dimaculangan Dimitriou Dimitrov Ding Dinu Diop Dobre Doležal Domínguez Donati Dong Donnelly Doyle Doğan Dube
Dubey Dubois Dudek Duffy Dufour Dumitru Dupont Durand Durán Dutta Duval Dvořák Dvořáková Díaz Dąbrowski Dương
Echeverría Eder Edwards Egger Eglītis Egorov Eide Eklund Endo Ene Engel Engström Erasmus Erdoğan Eriksen Esposito
Esteban Esteves Etxeberria Evans Eze Fabbri Fairclough Fall Fan Faria Farina Farkas Farrell Faye Fedorov Fehér Fekete
Feng Ferguson Fernandes Fernando Fernández Ferrara Ferrari Ferraro Ferreira Ferrer Ferri Fiala Figueiredo Fischer
Fitzgerald Fitzpatrick Florea Flores Fodor Fonseca Fontana Forsberg Fourie Fournier Frank Franke Fransson François
Fraser Frei Freitas Friedman Friedrich Fu Fuchs Fuentes Fujii Fujimoto Fujita Fujiwara Fukuda Fung Furukawa Gabay
Gagnon Gaikwad Gaillard Gallagher Gallardo Gallego Galli Gallo Garcia García Garnier Garrido Gashi Gatti Gauthier
Gautier Gebremariam Gentile Georgiev Georgiou Gerber Gheorghe Ghosh Gibson Gil Gill Giménez Giordano Girard Giraud
Giuliani Goh Goikoetxea Goldberg Goldstein Gomes González Gonçalves Goossens Goto Gotou Grabowski Graf Grassi Grasso
Greco Grewal Griffin Griffiths Groß Gruber Guerreiro Guerrero Gueye Guimarães Gunawardena Gundersen Guo Gupta Gurung
Gutiérrez Guzmán Guérin Gál Gérard Gómez Górski Güneş Günther Ha Haas Habimana Haddad Hagen Hahn Haider Hakala Halabi
Halim Hall Halvorsen Hamada Hamdan Hamilton Hansen Hara Harada Harahap Hargreaves Harris Harrison Hartmann Hasegawa
Hashemi Hashimoto Haslinger Haugen Haverford Hayashi Hayes Heikkilä Heikkinen Heinonen Henderson Hendriks Henriksen
Henriques Heo Hermans Hernández Herrera Herrero Herrmann Hickey Hidalgo Hidayat Higgins Higuchi Hijazi Hirano Hirata
Ho Hodžić Hoekstra Hofer Hoffmann Hofmann Hofstra Hollis Holloway Holmgren Holub Homma Honda Hong Hoogland Hopkins
Horn Horvat Horvath Horváth Horák Hossain Hosseini Howard Hoxha Hristov Huamán Huang Huber Hughes Hussain Hutapea
Hutchinson Huỳnh Hwang Hájek Hämäläinen Håkansson Hồ Ibáñez Idrissi Iglesias Iida Ikeda Ilić Ilunga Ilves Imai Inoue
Ioannou Ionescu Ishida Ishii Ishikawa Islam Ito Itou Iturralde Ivanov Ivanova Iversen Iwasaki Iyengar Iyer Jabłoński
Jackson Jacobsen Jadhav Jafari Jakobsen Jang Jankauskas Jankowski Jansen Jansons Janssen Jaworski Jayawardena Jelínek
Jenkins Jenkinson Jensen Jeon Jeong Jesus Jiang Jiménez Johannessen Johansen Johnsen Johnson Johnston Jokinen Joly
Jones Joo Joshi Joubert Jovanović Juhász Jung Jurić Jäger Järvinen Jørgensen Kabongo Kaczmarek Kagame Kaiser Kallio
Kalniņš Kamiński Kaneko Kang Kapoor Kara Karaca Karagiannis Karahan Karamanlis Karaosmanoğlu Karimi Kariuki
Karjalainen Karlsen Kask Kato Katou Katz Kaur Kavaliauskas Kavanagh Kawaguchi Kawai Kawamura Kawasaki Kaya Kazemi
Kazlauskas Keane Keller Kelly Kennedy Keïta Khan Khanna Khoury Khumalo Kikuchi Kilindi Kilonzo Kim Kimani Kimura
Kinnunen Kinoshita Kiplagat Kiss Kitamura Kjær Klein Kneubühler Knežević Knudsen Knutsen Kobayashi Koch Kocsis Koech
Kofler Koh Kojima Kolář Komatsu Konaté Kondo Konečný Konstantinou Koné Koo Koopmans Kopecký Koppel Korhonen Korkmaz
Koskinen Koster Kouamé Kouassi Kovalchuk Kovalenko Kovačević Kovács Kováč Kowalczyk Kowalska Kowalski Koyama Kozlov
Kozłowski Koç Krasniqi Kratochvíl Kraus Krause Kravchenko Krawczyk Kristiansen Kristoffersen Kruger Král Krämer Król
Krüger Krūmiņš Kubo Kudo Kuhn Kuipers Kukk Kulkarni Kumar Kurniawan Kurt Kuusk Kuznetsov Kučera Kwak Kwan Kwiatkowski
Kwok Kwon Köhler König Kühn Kılıç Lacroix Lahtinen Laine Laitinen Lakatos Lam Lambert Lang Langley Larsen Lau Laurent
Lauritsen Lavoie Lazar Lebedev Lechner Leclercq Lecomte Lee Lefebvre Lefèvre Legrand Lehmann Lehtinen Lehtonen Leitner
Lemaire Lemoine Leone Leppänen Leroux Leroy Leung Levi Levy Lewandowski León Li Liang Liao Lie Liepiņš Lim Lima Lin
Lindberg Lindgren Lindqvist Lindström Liu Llewellyn Lloyd Lombardi Lombardo Longo Lopes Lorenz Lorenzo Lourenço Lozano
Lu Luca Lukáč Lund Lundberg Lundgren Lundin Luo Lynch Lysenko Lévesque López Löfgren Lý Ma Mabuza Macaraeg MacDonald
Machado Machava MacKenzie MacLeod Madsen Maeda Maes Magalhães Magar Magbanua Maguire Magyar Mahlangu Mahon Maier Maina
Majewski Makarov Makris Malhotra Malik Malinowski Malka Malý Mamani Mancini Mansour Mansouri Marais Marchenko
Marchetti Marek Mariani Marin Marini Marino Marić Marković Marques Martens Martin Martinelli Martinez Martini Martins
Martinsen Martín Martínez Maruyama Marín Masri Massawe Masson Matei Mathieu Mathisen Matić Matos Matsuda Matsui
Matsumoto Matsuo Matsushita Mattila Mayer Mazur Mazza McCarthy McDonald McKenzie Medeiros Medina Mehta Meier Meijer
Melnik Melnyk Mendes Mendoza Menon Mensah Mercado Mercier Mertens Messina Meyer Michalak Michalski Michel Mikhailov
Milošević Minami Miranda Mirza Mishra Mitchell Miura Miyamoto Miyazaki Mizrahi Mizuno Mkhize Moen Mohammadi Mok
Mokoena Moldovan Molefe Molina Molnár Momade Mondal Monteiro Montero Monti Moon Moore Mora Moradi Morais Morales Moran
Moreau Moreira Morel Morelli Moreno Moretti Morgan Mori Morin Morita Moroz Morozov Morris Mortensen Moser Mota Mousavi
Moya Moyo Mthembu Mugisha Mukamana Mukherjee Mulder Mulenga Mulligan Munteanu Murakami Murata Murphy Murray Musa
Museveni Mushi Musyoka Mutiso Mutombo Muñoz Mwakyusa Mwale Myers Márquez Mägi Mäkelä Mäkinen Mårtensson Méndez
Mészáros Möller Müller Na Nagai Nagy Nair Najjar Nakagawa Nakajima Nakamura Nakano Nakashima Nakayama Nakimuli Nam
Nascimento Nasser Nasution Navarro Navrátil Ncube Ndiaye Ndlovu Nedelcu Nel Neo Neumann Neves Ng Ngcobo Ngoy Nguyen
Nguyễn Ngô Nicolas Nielsen Niemi Nieminen Nieto Nikolaev Nikolaou Nikolić Nikolov Nilsen Nishida Nishimura Nistor
Niyonzima Njuguna Nkosi Noguchi Nogueira Noh Nolan Nomura Nordström Novak Novikov Novotný Novák Nováková Nowak
Nowakowski Nugraha Nunes Nwankwo Nwosu Nyberg Nygaard Nyström Närhi Németh Nóbrega Núñez Němec O'Brien O'Connor
O'Neill O'Reilly O'Sullivan Obi Ocampo Odinga Ofori Ogawa Ohayon Ohno Oikonomou Oja Ojala Ojasoo Okada Okafor Okamoto
Okazaki Okeke Okonkwo Okot Okoye Oliveira Olivier Olsen Olszewski Oláh Ong Onyango Oosthuizen Orlov Ortega Ortiz Osei
Ostrowski Otsuka Ouattara Ouedraogo Ouellet Ouma Owusu Ozoliņš Ozols Pagano Palumbo Pan Pandey Pangaribuan
Papadopoulos Papadopoulou Papageorgiou Papanikolaou Papp Pappas Paredes Parisi Park Parker Parra Pascual Pastor Patel
Patil Patterson Paulauskas Paulsen Pavlov Pavlović Pawar Pawlak Pawłowski Pedersen Peeters Pellegrini Pellegrino
Pelletier Pemberton Peng Pereira Perera Peretz Perrin Peters Peterson Petit Petrauskas Petrov Petrova Petrović
Pettersen Peña Pfeiffer Phan Philippe Phillips Phiri Phạm Picard Pichler Pietrzak Pillai Pinheiro Pinto Pintér
Piotrowski Pires Pohl Pokorný Polat Pop Popa Popescu Popov Popova Pospíšil Postma Poulsen Preda Pretorius Prieto
Pritchard Procházka Pärn Pérez Qasim Queiroz Quinn Quintela Quispe Qureshi Radu Rahimi Rahman Rai Rajput Rakotomalala
Ramos Ramírez Rantanen Rao Rasmussen Rasolofo Rathore Rebane Reddy Reed Rees Reilly Reis Reiter Ren Renard Renaud
Reyes Rezaei Ribeiro Ricci Richardson Richter Rinaldi Rivière Rizzi Rizzo Robert Roberts Robertson Robinson Rocha
Roche Rodrigues Rodríguez Rogers Rojas Rolland Romano Romero Román Rosenberg Rossi Roth Rotich Roussel Roux Roy Rubio
Rudenko Ruiz Russo Rusu Rutkowski Ruto Ryan Rácz Räsänen Růžička Saar Saarinen Sabbagh Sadeghi Saito Saitou Sakai
Sakakibara Sakamoto Sakurai Sala Salazar Saleh Salminen Salo Salonen Sandberg Sanders Sandhu Sanna Santana Santiago
Santis Santoro Santos Santoso Sanz Saputra Sarkar Sarr Sasaki Sato Sauer Savchenko Savolainen Sawadogo Schmid Schmidt
Schmitt Schmitz Schneider Scholz Schreiber Schröder Schubert Schulte Schulz Schulze Schumacher Schuster Schwaiger
Schwarz Schäfer Sedláček Seidel Seixas Semenov Sen Seo Sepp Serban Serra Serrano Sethi Shah Shaikh Shami Shapira
Shapiro Sharma Sheehan Shehu Sheikh Shen Shevchenko Shibata Shimizu Shin Shinde Shinozaki Shrestha Shukla Sibanda
Siddiqui Sidhu Sidorov Sikora Silva Silvestri Sim Simanjuntak Simmons Simon Simões Sinclair Singh Siqueira Siregar
Sissoko Sithole Sitompul Siu Sjöberg Smirnov Smirnova Smit Smith Smits Soares Sokolov Solberg Soler Sommer Song Soto
Sousa Souza Sow Srivastava Ssemakula Stan Stankevičius Stanković Stein Steiner Stepanov Stewart Steyn Stoica
Stojanović Stoyanov Strand Stępień Su Sugawara Sugiyama Sullivan Sun Suryanto Susanto Sutanto Sutherland Suzuki Suárez
Svendsen Svoboda Swanepoel Sweeney Szabó Szewczyk Szilágyi Szymański Szűcs Sá Sáez Sánchez Söderberg Sørensen
Tachibana Tadesse Takada Takagi Takahashi Takeda Takeuchi Takács Tamang Tamm Tan Tanaka Tang Tanuwijaya Tavares Tay
Taylor Tazi Tehrani Teixeira Tembo Teo Testa Thapa Thomas Thompson Thomsen Thomson Thornton Tian Tiwari Tkachenko
Todorov Toftegaard Toma Tomaszewski Tomić Torres Touré Trabelsi Traoré Tremblay Trivedi Trần Tsang Tse Tshabalala
Tsuchiya Tuominen Turunen Tóth Török Uchida Ueda Ueno Urban Urbonas Utomo Uwimana Valentini Vaněk Varga Vargas
Vasileiou Vasiliauskas Vasiliev Veenstra Vega Velasco Venter Verbeek Verhoeven Verma Vermeulen Veselý Vicente Vidal
Vieira Viljoen Villa Villanueva Virtanen Visser Vitale Vlachos Vogel Vogt Voigt Volkov Vorster Vos Vuković Vázquez Võ
Vörös Vũ Wagner Walczak Walker Wallace Wallin Walter Wang Wanyama Ward Watabe Watanabe Watson Weber Wei Weiß Whelan
Whitaker Whitehead Whitfield Whitworth Wibowo Wickramasinghe Wieczorek Wijaya Wilkinson Willems Williams Wilson Wimmer
Winkler Winter Witkowski Wiśniewski Wolde Wolff Wong Woo Wouters Woźniak Wright Wróbel Wu Wyss Wójcik Xiao Xie Xu
Yadav Yamada Yamaguchi Yamamoto Yamashita Yamazaki Yang Yao Yeo Yeung Yip Yokoyama Yoon Yoshida Yu Yuan Yıldırım
Yıldız Yılmaz Zając Zakharov Zanetti Zariņš Zbinden Zeman Zeng Zhang Zhao Zheng Zhong Zhou Zhu Ziani Ziegler Zieliński
Zimba Zimmermann Zoghbi Zongo Zubeldia Zubizarreta Zulu Zwane Zürcher Álvarez Çakır Çelik Çetin Özdemir Özkan Öztürk
Čech Čermák Černý Đorđević Đặng Đỗ Şahin Şimşek Šimek Štěpánek Žukauskas
"""
