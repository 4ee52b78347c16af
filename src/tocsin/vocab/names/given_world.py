"""Given names of Africa, Asia and the Arab world, in Latin letters."""

WORLD = """
Aaliyah Aamir Aarav Aarti Aasim Abbas Abd Abdalla Abdallah Abdel Abdelaziz Abdelhamid Abdelkader Abdelkarim Abdellah
Abdelrahman Abdi Abdirahman Abdirizak Abdo Abdou Abdoul Abdoulaye Abdul Abdulaziz Abdulkadir Abdullah Abdullahi
Abdulrahman Abdur Abdusalam Abeba Abebe Abeer Abena Abhay Abhijit Abhilash Abhinav Abhishek Abiola Abir Abiy Abla
Abolfazl Abshir Abubakar Achieng Adaeze Adaora Adarsh Addisu Ade Adebayo Adebola Adedayo Adegoke Adekunle Adel Adenike
Adeola Aderonke Adesola Adetokunbo Adewale Adeyemi Adham Adhi Adi Adil Adila Adisak Adisorn Aditi Aditya Adjoa Adwoa
Afaf Afia Afnan Afsaneh Afshin Aftab Afua Agung Agus Aharon Ahlam Ahmad Ahmed Aicha Ailin Aiman Aina Ainul Aisha
Aishah Ajani Ajay Aji Ajit Akane Akari Akash Akbar Akhil Aki Akihiko Akihiro Akiko Akinori Akinyi Akio Akira Akito
Akosua Akram Akshay Akua Akwasi Alaa Alemayehu Alemitu Alhassan Ali Alia Alimamy Alireza Almaz Alok Alon Alya Ama
Amadi Amadou Amaka Amal Amani Amanuel Ameenah Amichai Aminah Aminata Amine Aminu Aminuddin Aminul Amira Amirhossein
Amirul Amit Amita Amitabh Amjad Ammar Amnat Amnon Amogelang Amol Amporn Amrit Amrita Anan Anand Ananda Ananya Anas
Anat Anchali Andi Andika Andini Anggi Anggraini Anh Anil Anindya Anis Anisa Anisur Anjali Anju Ankit Ankita Ankur
Anong Anshul Anucha Anuj Anupam Anura Anuradha Anurag Anurak Anusha Anwar Anyango Aparna Apichat Apinya Apirak Aranya
Arash Archana Areej Areeya Arezoo Arief Arik Arjun Arnav Arnon Arpit Arshad Arthit Arun Aruna Arundhati Arunee Arvind
Arwa Asad Asaduzzaman Asaf Asako Asami Asanka Asantewaa Asghar Asha Asher Ashish Ashkan Ashok Ashraful Ashutosh Ashwin
Ashwini Asif Asma Asmaa Assaf Assia Aster Asuka Atef Atefeh Atieno Atif Atiya Ato Atsuko Atsushi Atul Aulia Aung Avi
Avigail Avihu Avinash Avishai Avital Aviv Aviva Avner Avraham Awa Awad Aya Ayaan Ayah Ayaka Ayako Ayala Ayame Ayanda
Ayano Aye Ayelet Ayesha Ayman Ayodele Ayotunde Ayoub Ayu Ayub Ayumi Ayush Azadeh Azar Azhar Aziz Aziza Azizah Azlan
Azman Azmi Azubuike Azura Azza Babajide Babak Babatunde Babita Badr Badrul Bagas Bagus Bahaa Bahareh Bahia Bahman
Bahram Bala Balaji Bambang Baraa Barak Baraka Barasa Basel Basem Bashir Basil Basma Bassam Batoul Batsheva Batya
Bayani Bayu Behnam Behnaz Behrang Behrouz Behzad Bekele Benigno Benjawan Benny Bentzi Berhane Bharat Bharati Bharti
Bhaskar Bhavana Bhavesh Bhavna Bhupendra Bhushan Bienvenido Bijan Bijoy Bikash Bile Bilkis Bilquis Bima Bindu Bingbing
Biniam Bipin Birhanu Biruk Bishnu Boaz Bola Bolaji Bongani Bongiwe Boonmee Bopha Boubacar Bouchra Bounmy Boutros Bowen
Brahim Budi Budiman Buhari Buhle Bukola Bunma Bunmi Bushra Busisiwe Bình Bích Bảo Cabdi Cahya Cahyo Candra Cesario
Chadi Chaewon Chai Chaim Chaima Chaiwat Chaiyaporn Chalerm Chaminda Chana Chandan Chandima Chandra Chandrakant
Chandrika Chang Changming Chanida Channarong Chanthira Chanthou Chao Chaoyang Charoen Charu Chatchai Chathura Chawalit
Chaya Chebet Chege Cheikh Chenai Chenda Chenxi Chepkoech Chetan Chetna Chi Chiachi Chiahui Chiaki Chiamaka Chibuike
Chibuzo Chichi Chidera Chidi Chidiebere Chie Chieko Chihiro Chihwei Chijioke Chika Chikako Chike Chima Chinatsu
Chinedu Chinelo Chinenye Chinonso Chinua Chioma Chipo Chirag Chisato Chitra Chiyo Chiyoko Chuan Chukwudi Chukwuemeka
Chukwuma Chunchieh Chunhua Chutima Châu Citra Corazon Crisanto Cường Dafna Dagmawi Dahyun Daichi Daiki Daisuke Dalal
Dalisay Dalitso Damilola Danang Dandan Dania Danish Danit Daoud Daphna Dara Daranee Dariush Darshan Darshana Darunee
Darwish Datu Davood Dawit Dayo Debashish Decha Dede Deepa Deepak Deepika Deepti Deeqa Delaram Delwar Demba Deni Denny
Dereje Desi Desta Dev Devansh Devendra Devi Devika Devorah Dewi Dganit Dhanush Dharmendra Dhiraj Dhruv Diallo Dian
Dilani Dilip Dilrukshi Dima Dimas Dinesh Dini Dipak Dipendra Dipika Dipti Divya Diễm Diệp Djamel Djibril Djoko Dlamini
Dodi Dohyun Donghyun Dongwook Doni Dorit Dorje Doron Dounia Dov Driss Dror Duaa Duangjai Duangkamol Dung Durga Duy
Duyên Dvora Dwi Dũng Dương Ebele Ebere Ebo Ebrahim Ebrima Ebtisam Eden Edi Efrat Efren Efua Ehab Ehsan Ehud Ei Eiichi
Eiji Eiko Einat Eitan Ejaz Ejike Ekachai Ekaette Eko Ekow Ekta Ekua Elad Elaheh Eldad Elham Elisheva Eliyahu Elnaz
Eman Emeka Emenike Emi Emiko Endah Endang Enitan Eran Erez Eri Eriko Erlangga Ermias Erna Erni Ervina Esha Esi Esmaeil
Esraa Essam Esti Etsuko Eunchae Eunji Eunjung Eunkyung Eunseo Eyal Eyerusalem Eytan Ezra Fadekemi Fadel Fadhil Fadi
Fadia Fadli Faduma Fadumo Fadwa Faezeh Fahad Fahd Faheem Fahima Fahmi Fahmida Faisal Faiza Faizal Fajar Fang Fangfang
Fanta Farah Farai Faramarz Faraz Farbod Fardin Fares Farhad Farhan Farhana Fariba Farid Farideh Faris Farnaz Farouk
Farouq Farrokh Farshad Farzad Farzana Farzaneh Fatema Fatemeh Faten Fathi Fathia Fatiha Fatima Fatimah Fatou Fatoumata
Fauzan Fauzi Fawad Fawzi Fawzia Fayrouz Faysal Fayza Febri Feifei Felicidad Femi Feng Ferdi Fereshteh Fereydoun Fikadu
Fikre Fikri Firman Firoozeh Fitri Fitriani Florante Folake Folasade Folashade Fouad Frehiwot Fuad Fumie Fumiko Fumio
Fumiya Funke Funmilayo Gadi Gagan Gal Galang Galih Galit Ganesh Gathoni Gaurav Gauri Gautam Gayan Gayathri Gayatri
Gcobani Gede Geeta Geetha Genet Genta Gershon Getachew Ghada Ghaith Ghasem Ghassan Ghazaleh Gholamreza Ghulam Giang
Gila Gilad Gilang Gili Girish Girma Gita Githinji Gizachew Golnaz Gopal Gopi Goro Govind Guang Guangming Gugu Guiying
Gunawan Guoqiang Guowei Gurpreet Gyuri Habib Habiba Habibollah Habibur Habtamu Hadar Hadas Hadassah Hadeel Hadi Hadia
Haeun Hafiz Hafsa Haibo Haifeng Haile Hailu Haim Haitao Haiyan Hajar Hajer Hajime Hakim Hakimi Hala Haleh Halim Halima
Halimah Hamad Hamdan Hamed Hamid Hamida Hamidreza Hamza Hanaa Hanae Hanako Hanan Handoko Haneen Hani Hanim Hanin Hao
Haoran Haoyu Hardik Hari Harini Harish Hariyanto Harjit Haroun Harpreet Harsh Harsha Harshad Hartono Haruhi Haruka
Haruki Haruko Haruna Haruto Haryanto Hasanah Hashan Hashem Hashim Hasina Hasna Hassan Hassana Hassane Hatem Hawa Haya
Hayato Hayoon Haytham Hazem Haziq Heba Heejin Hema Hemant Hendra Hendri Hengameh Heri Herman Hermawan Heru Hiba Hicham
Hidayah Hideaki Hidehiko Hideki Hideko Hideo Hideto Hideyuki Hikari Hikaru Hila Himanshu Hina Hinata Hind Hiroaki
Hiroe Hirofumi Hirohito Hiroki Hiroko Hiromi Hiromichi Hironobu Hiroshi Hirotaka Hiroto Hiroyuki Hiruni Hirut Hisako
Hisashi Hisham Hitesh Hitomi Hitoshi Hiếu Hiền Hiệp Hla Hoa Hoda Hodan Homa Hongmei Hongwei Hongyan Honoka Hooman
Hormoz Hossam Hossein Houda Houssam Hoà Hoài Hoàng Hsiaoling Hsinyi Htet Htun Huda Huifang Huimin Humaira Hushang
Hussain Hussam Hussein Huy Huyền Huệ Hyejin Hyeonseo Hyeri Hyewon Hyunjin Hyunjoo Hyunsoo Hyunwoo Hà Hùng Hương Hường
Hạnh Hải Hằng Hồng Ibironke Ibrahim Ibtisam Ichiro Idan Ido Idowu Idris Idrissa Ife Ifeanyi Ifeoma Ifrah Iftikhar
Ifunanya Ige Ihab Iis Ika Ikechukwu Ikenna Ikram Ikuko Ilan Ilana Ilyas Imad Imam Iman Imane Imani Imelda Imesha Imran
Inaam Inas Inbal Inbar Indah Indira Indrajit Indu Insung Intan Intisar Iqra Iraj Irawan Irfan Irit Isa Isam Isamu Isao
Isatou Isha Ishaan Ishara Ishita Iskandar Ismahan Ismail Issa Issam Itai Itamar Itsuki Itumeleng Itzik Iwan Iyad Izumi
Izzat Jaafar Jabir Jabulani Jaehoon Jaehyun Jaewon Jafar Jagdish Jahangir Jaideep Jaka Jalal Jalil Jama Jamal Jamala
Jamil Jamila Janaka Janaki Jannatul Jariya Jaruwan Jasim Jassim Jaswinder Jatin Javad Javed Jawad Jaya Jayant Jayanti
Jayashree Jayesh Jejomar Jelani Jericho Jerwin Jiahao Jiahui Jiajia Jialing Jianguo Jianhua Jianjun Jianming Jianping
Jianwei Jiaqi Jiawei Jiayi Jiaying Jie Jihad Jihan Jiho Jihoon Jihye Jihyun Jimin Jing Jingjing Jingwen Jingyi Jinhua
Jinlong Jintana Jinwoo Jinyoung Jirapat Jiraporn Jiro Jisoo Jitendra Jiwon Jiwoo Jiyeon Jiyoung Joko Jomar Jomo Joonho
Joumana Jovelyn Juma Jumadi Jumana Jun Junaid Junhao Junho Junichi Junji Junjie Junko Junseo Junya Junyoung Jyoti
Jyotsna Kabelo Kabir Kadek Kaede Kagiso Kahei Kailash Kaiwen Kajal Kalpana Kalyani Kamal Kamala Kamande Kamarul Kamau
Kamel Kaming Kamla Kamol Kamrul Kana Kanae Kanako Kanchan Kanchana Kaneko Kanna Kanokwan Kanta Kanya Kaori Kaoru Kapil
Karam Karan Karanja Kareem Karim Karima Karma Karthik Kartik Kartika Kartini Kasem Kashif Kashish Kasumi Kasun Katlego
Katsuhiko Katsuhiro Katsumi Katsuo Katsuya Kaushal Kaushik Kaveh Kavita Kavitha Kavya Kawai Kawthar Kayan Kayo Kayoko
Kazue Kazuhiko Kazuhiro Kazuki Kazuko Kazumi Kazunari Kazunori Kazuo Kazushi Kazuto Kazuya Kazuyoshi Kazuyuki Kebede
Keerthi Kehinde Keigo Keiichi Keiji Keiko Keisuke Keita Keivan Kelechi Kengo Kenichi Kenji Kenjiro Kenta Kentaro Kenza
Keren Keshav Ketan Ketut Kgomotso Khadar Khadija Khadijah Khadim Khadra Khady Khairul Khaled Khaleda Khalid Khalifa
Khalil Khamla Khang Khaoula Khethiwe Khin Khoa Khosrow Khouloud Khulood Khurram Khushi Khánh Khôi Khải Kianoush Kidane
Kimiko Kinan Kipchoge Kipkemboi Kiprono Kiptoo Kiran Kirti Kishore Kittipong Kittisak Kiyoko Kiyomi Kiyoshi Kiên Kiệt
Kobi Kofi Kohei Koichi Koji Kojo Komal Komang Komsan Kosal Kossi Kosuke Kota Kotaro Kouhei Kourosh Koutarou Kraisak
Krishna Krit Krithika Kriti Kshitij Kudzai Kulap Kuldeep Kumar Kumara Kumari Kumi Kumiko Kunal Kunihiko Kunio Kunthea
Kurniawan Kushal Kusum Kusuma Kwabena Kwadwo Kwaku Kwame Kwasi Kwesi Kwokwai Kyaw Kyi Kyoko Kyosuke Kyunghee Kyungsoo
Ladan Lahiru Lakmal Lakshman Lakshmi Laksmi Laleh Lalit Lalita Lama Lamia Lan Langa Lanying Laras Lata Latifa Laxman
Laxmi Layan Layla Leakhena Lebogang Leela Leen Lei Leili Lemlem Lerato Lesego Lestari Lhamo Liat Liban Ligaya Lihi
Lihua Lijuan Lilis Liming Limor Lindiwe Ling Lingling Linh Lior Liora Liping Liqin Liron Liwei Liya Liying Liên Loan
Lokesh Long Lonwabo Louay Loubna Luay Lubna Lujain Lukman Lulu Lungile Luzviminda Lwazi Lwin Lâm Lệ Lộc Lợi Maayan
Machiko Made Madhav Madhavi Madhu Madhuri Madhusudan Madoka Maha Mahad Mahboubeh Mahbub Mahdi Mahendra Maher Mahesh
Mahfuz Mahin Mahlet Mahmood Mahmoud Mahmud Mahnaz Mahnoor Mahsa Mahshid Maiko Maisa Majed Majid Majida Makara Makena
Maki Makiko Makoto Mala Malai Malaika Malak Malati Malee Malek Maliheh Malik Malinda Malini Malka Mamadou Mamata
Mamoru Mamta Mana Manabu Manal Manami Manar Mandana Mandeep Mandla Manee Mangesh Manik Manish Manisha Manjeet Manju
Manjula Manoj Manop Manouchehr Manpreet Mansi Mansour Mansoureh Manwai Mao Maram Mariama Mariatou Maricar Maricel
Mariko Marilou Marites Marivic Marwa Marwan Maryam Maryum Masaaki Masae Masafumi Masahide Masahiko Masahiro Masaki
Masako Masami Masamichi Masanori Masao Masaru Masashi Masataka Masato Masatoshi Masaya Masayo Masayoshi Masayuki
Masoud Masoumeh Masud Matan Matlhogonolo Maung Mayank Maysa Mayssa Mayu Mayuko Mayumi Mayur Mazal Mazen Mazlan Mbali
Meena Meenakshi Meera Mega Megha Meghna Megumi Mehdi Mehran Mehrdad Mehreen Mehri Mehrnaz Mehrnoosh Mehwish Mei Meihua
Meihui Meilani Meilin Meiling Meir Meirav Meiyi Mekdes Melaku Melati Meles Menachem Mengyao Merav Mercy Meriem Meron
Meseret Mfundo Michiko Michio Mie Mieko Miho Mihoko Mikako Miki Mikiko Mikio Miku Milad Milind Min Minako Minal Minami
Minghao Minghui Mingming Minh Minho Minhyuk Minji Minjun Minkyu Minoo Minoru Minseo Minsu Miri Mirit Misaki Misako
Misook Mithun Mitra Mitsuhiro Mitsuko Mitsuo Mitsuru Miu Miwa Miwako Miyako Miyoko Miyoung Miyu Miyuki Mizanur Mizuki
Mmabatho Moctar Modou Moe Mohamad Mohamed Mohammad Mohammed Mohan Mohau Mohd Mohini Mohit Mohsen Mohsin Moin Mojgan
Mojtaba Momoka Momoko Mongkol Monir Moran Mordechai Morteza Moses Mosharraf Moshe Mostafa Motoko Mouad Mounia Mounir
Mourad Moussa Moustafa Mpho Mridula Mubarak Mudassar Muhamad Muhammad Muhannad Mujtaba Mukesh Mukta Mulu Mulugeta
Mulyadi Muna Munir Murali Mustapha Muthanna Muthoni Mutua Mwanaisha Mwangi Mwende Mwikali Myint Myo Mạnh Mỹ Na Nabil
Nabila Nabilah Nabin Nadav Nadeem Nadeesha Nader Nadim Nadira Naeem Nael Naftali Nagaraj Naghmeh Nahed Nahid Nahla
Naho Naila Naima Naing Najat Najib Najla Najwa Nakato Naledi Nalini Nam Namatovu Nami Namita Namjoon Namrata Nanako
Nanami Nanda Nandar Nandi Nandini Nandita Nao Naoki Naoko Naoto Naoya Narayan Naren Narendra Naresh Narges Narith
Narjess Narong Narumon Naser Nasim Nasir Nasreen Nasrin Nasser Nassim Nastaran Natcha Natsuki Natsuko Natsumi
Nattapong Nattawut Natthapong Nava Navdeep Naveed Naveen Navin Nawal Nayef Nayla Nazanin Nazia Nazih Nazmul Nazri
Ndeye Neelam Neema Neeraj Neeta Neetu Negar Negash Negin Neha Nenita Nermeen Nesrine Netanel Netta Nga Nghĩa Nguyên
Nguyệt Ngân Ngọc Nhi Nhung Nhàn Nhân Như Nia Nidal Nidhi Nikhil Nilesh Nili Nilima Nilmini Niloofar Niloufar Nima
Nimal Nimco Nimol Nimrod Ning Nining Nir Niraj Niran Niranjan Nirmala Nisha Nishant Nisreen Nissim Nita Nitesh Nitin
Nitya Nitzan Niusha Nizar Njambi Njeri Njoki Njoroge Nkechi Nkemdilim Nkosana Nkosinathi Nnamdi Nneka Noam Noboru
Nobuaki Nobuhiko Nobuhiro Nobuko Nobuo Nobuyuki Noga Noha Noluthando Noman Nomfundo Nomsa Nomvula Nonglak Nonhlanhla
Nopparat Norah Norbu Norhayati Noriaki Norie Norihiko Noriko Norio Noriyuki Norlia Nosheen Nosipho Nour Noura
Noureddine Nouredine Nourhan Novi Nozomi Nthabiseng Ntombi Nugroho Nuha Nur Nura Nurhayati Nurit Nurul Nuwan Nwe
Nyambura Nyasha Nyokabi Nyoman Oanh Obafemi Obaid Obi Obinna Ochieng Oded Odhiambo Ofer Ofir Ofra Ogechi Ohad
Okechukwu Okello Okon Oktavia Olabisi Oladipo Olamide Olanrewaju Olayinka Oluchi Olufemi Olumide Olusegun Oluwaseun
Oluwatobi Om Omaima Omar Omer Omid Omnia Omolara Omondi Omri Onuma Onyeka Onyekachi Ophir Or Oren Orit Orly Orna Osama
Osamu Othman Otieno Ouafa Oumaima Oumar Ousmane Oz Padma Padmini Palesa Pallavi Pandu Panida Pankaj Panya Parag
Parastoo Parham Parichat Parisa Parth Parul Parvaneh Parvati Parveen Parvin Patchara Patcharee Payam Pedram Pegah
Peishan Pema Penda Peng Pengfei Peyman Phalla Phichit Phong Phongsak Phuntsho Phyo Phát Phú Phúc Phương Phước Phượng
Pichai Pimchanok Pimpa Pinchas Ping Pingping Pisey Piyanuch Piyawat Ploy Pongsak Pooja Poonam Pornchai Pornthip Pouya
Prabha Prabhakar Prabhu Prachi Prachya Pradeep Pradip Prakash Prakriti Pramila Pramod Pranav Pranee Pranjal Prasad
Prasert Prasetyo Prashant Prasit Prasong Pratap Prateek Prateep Pratibha Pratik Pratima Pratiwi Pravat Praveen Pravin
Precious Preecha Preeti Preeya Prem Prerna Priti Priya Priyanka Priyantha Puja Puleng Pumla Pumzile Puneet Punit
Purnima Purnomo Pushpa Puspa Puspita Putra Putri Putu Qaiser Qasim Qiang Qianqian Qiaoling Qing Qingqing Qiuyue Quang
Qusai Quyên Quyền Quân Quý Quốc Quỳnh Rabab Rabih Rachana Radha Radhika Raed Rafik Rafiq Rafiqul Rafiu Raghad Raghav
Ragheb Raghu Rahaf Rahayu Rahel Rahim Rahma Rahmat Rahmawati Rahul Raj Raja Rajaa Rajab Rajan Rajat Rajeev Rajendra
Rajesh Rajeshwari Rajinder Rajiv Rajkumar Raju Raka Rakesh Rakhi Ram Rama Ramadhan Raman Ramesh Ramez Ramin Ramla Ramy
Ramya Ran Rana Rangga Rania Ranjan Ranjana Ranjit Ranya Raouf Rasha Rashed Rashida Rashidah Rashmi Rasoul Ratan
Ratanak Ratchanee Ratih Ratna Ratri Rattana Rattanaporn Raveena Ravi Ravindra Rayan Raz Razak Razan Reda Reem Reena
Refilwe Reham Rehan Rehana Rei Reiko Reina Rekha Ren Rendra Reni Renu Renuka Reshma Restu Retno Reuven Revathi Revital
Reynaldo Reza Rezaul Riad Rian Richa Rida Ridwan Rie Rihab Rika Rikako Riko Rikuto Rim Rima Rina Rini Rinko Risa
Risako Rishabh Rishi Riska Ritesh Rithy Ritika Ritsuko Ritu Ritwik Rivka Riyad Rizal Rizalina Rizki Rizky Rizwan Robel
Rodelio Rohan Rohana Rohini Rohit Roi Rokeya Rokia Rola Rolando Romulo Ronen Rong Roni Ronit Roozbeh Roshan Roshanak
Roshni Roslan Rosli Rosmah Rotem Rotimi Rowena Roya Ruba Rubina Ruchi Ruchika Rudo Rudy Ruhollah Ruixin Rukhsana
Rukmini Ruma Rungnapa Ruoxi Rupa Rupali Rupesh Ruqayya Rusdi Rutendo Ruwan Ryo Ryohei Ryoichi Ryoji Ryoko Ryoma
Ryosuke Ryota Ryotaro Ryu Ryuichi Ryuji Ryunosuke Ryusuke Ryuta Saad Saba Sabah Sabbir Saber Sabreen Sachiko Sachin
Sachini Sadaf Sadako Sade Sadia Sadiq Sae Saeed Saeedeh Saengdao Safa Safaa Safia Safiya Safwan Sagar Sagi Sahar Sahra
Said Saidou Saif Saiful Saira Sajid Sajida Sajith Sakda Saki Sakiko Sakina Salah Salahuddin Salam Saleh Salem Salha
Salima Salma Salmah Salman Salwa Samah Saman Samaneh Samar Samart Samba Sameer Sameh Samer Samia Samiksha Samin Samina
Samira Samnang Sampath Samrawit Sana Sanaa Sanaz Sandar Sandeep Sandhya Sandun Sanduni Sanele Sang Sangay Sangeeta
Sangho Sanghyun Sangita Sangwoo Sania Sanit Sanjana Sanjay Sanjeev Sanjiv Sanjoy Santosh Saori Saowalak Sapna Saqib
Sarala Saraswati Sarawut Sarit Sarita Saroj Sarojini Sasan Satish Satoko Satomi Satoru Satoshi Satsuki Satyajit Satyam
Saurabh Savita Savitri Sawat Sawsan Saya Sayaka Sayed Sayoko Sayuri Sayyid Seble Seema Sefako Segun Seiichi Seiji
Seiko Sejin Sekar Selamawit Semhar Senait Seoha Seohyun Seojun Seoyeon Seoyun Sepehr Sepideh Setareh Setiawan Setsuko
Setyo Seulgi Seun Seungho Seunghyun Seungmin Shabnam Shadi Shadia Shafiq Shafiqul Shagufta Shahab Shahana Shahbaz
Shahd Shahid Shahida Shahin Shahla Shahnaz Shahram Shahriar Shahrul Shahrzad Shahzad Shai Shailaja Shailesh Shaima
Shaimaa Shaka Shaked Shakeel Shakir Shakti Shalini Shamima Shams Shamsul Shani Shankar Shanshan Shanta Shanti Shapour
Sharad Sharada Sharareh Sharda Sharif Sharifah Sharmila Sharmin Shashank Shashi Shatha Shatrughan Shaul Shayan Shaza
Shazia Sheela Shefali Shehan Shehzad Shereen Sherif Sherine Shideh Shigeki Shigeko Shigenori Shigeo Shigeru Shihhan
Shiho Shiina Shilpa Shimon Shimrit Shinichi Shinichiro Shinji Shinobu Shinsuke Shintaro Shinya Shiori Shira Shiran
Shirin Shiv Shiva Shivam Shivangi Shivani Shizuka Shizuko Shizuo Shlomi Shlomit Shlomo Shmuel Sho Shoaib Shobha Shogo
Shohei Shohreh Shoichi Shoji Shola Shoshana Shotaro Shraddha Shreya Shruti Shuang Shubham Shubhangi Shufen Shuhei
Shuhui Shuichi Shuji Shujuan Shulamit Shun Shunichi Shunsuke Shuo Shusaku Shuta Shweta Shyam Shyamala Siamak Siavash
Sibusiso Siddharth Sidra Sifiso Sigal Sigit Siham Sihem Sijia Simcha Simin Simphiwe Simran Sina Sindisiwe Sipho Siqi
Sirikit Siriporn Siriwan Sisavath Sisay Sisi Siska Sita Siti Siuling Siwoo Siyabonga Siyu Slamet Smadar Smita Smriti
Sneha Snehal Soad Sobia Soe Soha Sohail Sohan Soheil Soheila Sohrab Soichiro Sokha Sokhom Soleh Solomon Sombat Sombun
Somchai Somjai Somkiat Somkid Somnath Somphone Somphong Somporn Somsak Somying Sonal Sonali Sonam Sonu Soojin Sooyeon
Sopha Sophal Sophea Sopheap Soraya Sosuke Sota Sothea Souad Soufiane Soukaina Soumya Sourav Souta Sovann Srey Sreymom
Sri Sridevi Sridhar Srikanth Srinivas Srinivasan Srishti Suad Subagyo Subash Subhash Subhashini Subira Subramaniam
Subramanian Suchada Suchart Sucheta Suchitra Suda Sudarat Sudeep Sudha Sudhakar Sudhir Sugeng Suha Suhail Suhaila
Suhaimi Suharto Sujata Sujatha Sujin Sujit Sukanya Sukarno Sulaiman Sulaimon Sulastri Suleiman Sultan Sultana Sumaiya
Sumalee Suman Sumarni Sumati Sumaya Sumiko Sumin Sumire Sumit Sumitra Sunan Sunarto Sundar Sunee Sunethra Sungho
Sunghoon Sungmin Sunil Sunisa Sunita Sunny Supachai Supaporn Supriya Supriyadi Surachai Suraj Surasak Sureerat
Surendra Suresh Surin Surya Suryadi Susanti Sushil Sushila Sushma Susilo Susumu Sutrisno Suwanna Suwarno Suwit Suyeon
Swapna Swapnil Swathi Swati Syafiq Syahrul Syed Sơn Tabassum Tadao Tadashi Tadesse Taehyung Taeko Taemin Taeyang
Tafadzwa Tahani Taher Tahira Tahmina Taichi Taiga Taiki Taiwo Takaaki Takafumi Takaharu Takahiko Takahiro Takahisa
Takako Takamasa Takanori Takao Takashi Takato Takayuki Takehiko Takehiro Takeo Takeru Takeshi Taketo Takuma Takumi
Takuro Takuto Takuya Tal Talal Talha Tali Tamaki Tamami Tamiko Tamim Tamir Tamotsu Tamrat Tanawat Tandeka Tanjina
Tanmay Tanveer Tanvi Tanzila Tao Tapan Tapiwa Taraneh Tarek Tareq Tari Tarik Tariq Taro Tarun Tashi Taslima Tasnim
Tatenda Tatsuhiko Tatsuo Tatsuro Tatsuya Tawfik Tawfiq Tayyaba Teerapat Teguh Tehila Tejas Tekle Temitope Tendai
Tenzin Tesfaye Tetsuji Tetsuo Tetsuro Tetsuya Tewodros Thabiso Thabo Thaksin Thamer Than Thanakorn Thanawat Thandar
Thandeka Thandi Thandiwe Thanh Thanida Thant Tharindu Thawatchai Thein Themba Thembi Thi Thida Thilini Thiri Thitima
Thoa Thokozani Thongchai Thu Thura Thushara Thuý Thuận Thuỳ Thành Thái Thúy Thơ Thư Thương Thảo Thắng Thịnh Thủy
Tigist Tiisetso Tika Tinashe Tingting Titilayo Titin Tiwi Tiến Tobi Tokiko Tola Tomer Tomio Tomoaki Tomoe Tomohiko
Tomohiro Tomoka Tomoki Tomoko Tomomi Tomonori Tomoya Tomoyo Tomoyuki Tongtong Tono Toru Toshiaki Toshie Toshihiko
Toshihiro Toshiko Toshimitsu Toshio Toshiro Toshiyuki Touraj Tova Toyin Toàn Trang Tri Trinh Triết Trung Trâm Trí Trúc
Trường Tsegaye Tsehay Tshepo Tshering Tsholofelo Tsipora Tsubasa Tsukasa Tsuneo Tsutomu Tsuyoshi Tulsi Tumelo Tun
Tunde Turki Tushar Tuti Tuyết Tuyền Tuân Tuấn Tzachi Tzipi Tzuhan Tzvi Tài Tâm Tân Tín Tùng Tú Tường Ubah Ubaid Uche
Uchenna Uday Udin Udom Ugochukwu Ugyen Uma Umang Umar Umesh Umm Unathi Untung Upendra Upul Uri Uriel Urmila Usama Usha
Usman Utami Uthai Uthman Utkarsh Uttam Uyên Uzi Uzma Uzoma Vahid Vaibhav Vaishali Vaishnavi Vandana Vani Varsha Varun
Vasant Vasanthi Vasudha Veasna Veena Veer Venkat Venkatesh Vered Vibol Vichai Vidya Vijay Vijaya Vijayalakshmi Vikas
Vikram Vilay Vimal Vimala Vina Vinay Vinaya Vineet Vineeta Vinh Vinita Vinod Vipin Vipul Virendra Visal Vishal Vishnu
Vishwanath Vivek Việt Vusi Vuthy Vuyo Vy Vân Wadih Wael Wafa Wafaa Wahid Wahyu Wahyuni Wahyuningsih Wai Wairimu
Waithera Wajdi Wakana Walaa Waleed Walid Wamaitha Wambui Wanchai Wangari Wangchuk Wanida Wanjiku Wanjiru Wanna Waqar
Waqas Waraporn Warda Warsame Wasantha Waseem Wasim Wataru Wati Wawan Wayan Wei Weijie Weiming Weiwei Wen Wenbin Wenhao
Wenjie Wenjing Wenjuan Wichai Widad Widodo Widya Wilaiwan Win Winda Wingyan Winnie Wirat Wirote Wissam Wiwat Wiwik
Wondimu Worawut Worku Wulan Wulandari Xia Xiang Xiaobo Xiaodong Xiaofang Xiaofei Xiaohong Xiaohua Xiaohui Xiaojing
Xiaojun Xiaolei Xiaoli Xiaoling Xiaolong Xiaomei Xiaoming Xiaoping Xiaoqing Xiaotong Xiaowei Xiaoxia Xiaoyan Xiaoyu
Xin Xinyi Xinyu Xinyue Xiuying Xiuzhen Xolani Xue Xuemei Xueying Xuân Yaa Yaakov Yadanar Yael Yahya Yair Yalda Yamini
Yan Yanan Yang Yangchen Yaniv Yanping Yanti Yanto Yanyan Yaqoub Yarden Yared Yaron Yash Yashar Yashoda Yashwant Yasir
Yasmeen Yasmin Yasmina Yasser Yassin Yassine Yasuhiko Yasuhiro Yasuko Yasunori Yasuo Yasushi Yasuyuki Yating Yaw Yayan
Yayoi Yehonatan Yehoshua Yehuda Yehudit Yejin Yemi Yeonjoo Yeonwoo Yerin Yeshi Yetunde Yewande Yifan Yigal Yihan Yiju
Yijun Yiming Ying Yingying Yinuo Yiran Yishai Yisrael Yitzhak Yoav Yochai Yocheved Yoel Yoga Yogesh Yogev Yogi Yogita
Yohannes Yohei Yoichi Yoko Yonas Yonatan Yong Yongjun Yoni Yoonseo Yosef Yoshiaki Yoshie Yoshihiko Yoshihiro Yoshiki
Yoshiko Yoshimi Yoshinobu Yoshinori Yoshio Yoshitaka Yoshiyuki Yossi Yosuke Yota Yotam Youhei Younes Younghee Youngho
Youngjin Youngsoo Younis Yousif Yousra Youssef Youssouf Yousuke Yu Yua Yuan Yuanyuan Yubaraj Yuchen Yudai Yudha Yudi
Yue Yufei Yuhan Yuhang Yui Yuichi Yuichiro Yuina Yujen Yuji Yujin Yuka Yukako Yukari Yuki Yukie Yukihiro Yukiko Yukio
Yukling Yuko Yulan Yuliana Yulin Yuma Yumi Yumiko Yun Yuna Yunfei Yuni Yupin Yurie Yuriko Yurina Yusaku Yushan Yusra
Yusron Yusuke Yuta Yutaka Yuting Yuto Yutong Yuu Yuuki Yuuta Yuval Yuxin Yuxuan Yuya Yuzuki Yến Zaheer Zahid Zahra
Zahraa Zaid Zain Zaina Zainab Zainal Zaiton Zakaria Zaki Zakia Zanele Zaw Zawadi Zayd Zayed Zeeshan Zeev Zehava Zehua
Zeina Zeinab Zelalem Zerihun Zeyad Zeynab Zhen Zhenhua Zhi Zhigang Zhihao Zhiming Zhiqiang Zhiwei Zhiyong Zhuo Ziad
Ziba Zied Zihan Zihao Zin Zineb Zinhle Ziv Zixuan Ziyi Zodwa Zohra Zohreh Zola Zouhair Zubaida Zubair Zuberi Zubin
Zuhair Zulfikar Zulkarnain Zulkifli Zuraidah Zvi Ý Đạt Đức
"""
