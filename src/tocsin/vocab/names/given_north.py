"""Given names of the north and west of Europe, in Latin letters."""

NORTH = """
Aada Aafke Aapo Aare Aarne Aarni Aaro Aaron Aart Aatu Aavo Abel Abigail Abraham Abrie Achim Ad Adam Adelheid Adomas
Adriaan Adrian Agnes Agnese Agneta Agnė Agris Ahti Ahto Aidan Aidas Aiga Aigar Aigars Aija Aila Aimo Ain Aino Ainārs
Aistė Aivar Aivars Aksel Akseli Alan Alasdair Albert Albertus Albin Alec Aleksi Alex Alexander Alexandra Alexis
Alfhild Alfie Alfred Algimantas Algirdas Algis Alice Alicia Alison Alistair Allan Allison Alois Alva Alvis Alvydas
Alyssa Amanda Amelia Amund Amy Anders Andrea Andreas Andrejs Andrew Andris Andrius Andy Ane Anete Anette Angela Angus
Anita Anja Anke Anker Ann Ann-Marie Anna Annabel Anne Annegret Anneke Anneli Annelie Anneliese Annelize Annemarie
Annemiek Annette Annie Anniina Anniken Anouk Ansgar Anssi Anta Antanas Antero Anthony Antje Antonia Antony Ants Antti
Anu Archie Are Arend Ari Arie Arild Arjan Arjen Armas Armin Arminas Arnar Arne Arnis Arno Arnold Arnór Arthur Artis
Arto Arttu Arturs Artūras Artūrs Arvid Arvo Arvīds Arūnas Asbjørn Asger Ashley Asko Aslak Asle Asta Astra Astrid Atle
Atte Aud Audrey Audrius Audronė Audun Auli Aulis Aurelija Aurimas Austin Austėja Aušra Avo Axel Aðalsteinn Baiba
Baldur Barbara Barbro Barry Bart Bas Bastian Bauke Beate Beatrice Becky Bendik Benedikt Bengt Benjamin Benno Bent
Bente Berend Berit Bernadette Bernard Bernd Bernhard Bernice Bert Bertha Bethany Bettina Betty Beverley Birger Birgir
Birgit Birgitta Birgitte Birna Birte Birthe Birutė Bjarke Bjarne Bjarni Björk Björn Bjørn Bo Bobby Bodil Bodo Bonnie
Borghild Bosse Bradley Bragi Bram Brandon Brenda Brendan Brett Brian Bridget Brigitte Britt Britta Bronwyn Bruce Bruno
Bryan Brynhild Brynja Brynjar Bryony Burkhard Børge Caitlin Callum Calvin Cameron Camilla Candice Carina Carl Carla
Carmen Carol Carola Carolien Caroline Carolyn Carrie Carsten Casper Cassandra Catherine Cathrine Cathy Catriona
Cecilia Cecilie Cedric Cees Celia Charlene Charles Charlie Charlotta Charlotte Chelsea Cheryl Chloe Chris Christa
Christel Christer Christian Christiane Christina Christine Christo Christoph Christopher Ciara Ciaran Cillian Cindy
Claes Claire Clara Clarence Claudia Claus Clayton Clemens Clement Clifford Clive Coen Colette Colin Colleen Connie
Connor Conor Constance Constanze Cor Corey Corinna Cormac Cornelia Corné Corrie Courtney Craig Crystal Curtis Cynthia
Daan Dace Dag Dagfinn Dagmar Dagny Dagur Daiga Dainis Dainius Daisy Daiva Dalia Damian Damien Danguolė Danie Daniel
Daniela Danielle Danny Danutė Darcy Darius Darlene Darragh Darrell Darren Daryl Dave David Davíð Debbie Deborah Debra
Declan Deirdre Deividas Delia Denise Dennis Deon Derek Dermot Desmond Detlef Dewald Diana Diane Diederik Dieter
Dietmar Dietrich Dik Dineke Dirk Ditte Dolf Dominic Dominykas Donald Donatas Donna Doreen Doris Dorothea Dorothy Dorte
Dorthe Douglas Douwe Dovilė Dylan Dzintars Dzintra Dörte Eamon Ebba Ebbe Eberhard Eckhard Edda Edeltraud Edgar Edgars
Edita Edith Edmund Edvard Edvin Edvinas Edvīns Edward Edwin Eefje Eelco Eeli Eemeli Eerik Eerika Eero Eetu Eeva
Egidijus Egil Egils Eglė Egon Eha Eija Eila Eileen Eilidh Einar Eino Einārs Eirik Eivind Ekkehard Elaine Eleanor Elena
Elfriede Elias Elijah Elin Elina Elisa Elisabet Elisabeth Elizabeth Elke Ella Ellen Elli Ellie Ellinor Elliot Elmar
Elmarie Elna Els Else Elsie Elske Elza Elín Elísabet Elīna Embla Emil Emily Emilía Emma Endel Endre Ene Engel Enn
Ensio Erhard Eric Erica Erich Erik Erika Erikas Erin Erja Erki Erkki Erla Erland Erlend Erling Ernest Ernestas Ernst
Erwin Esa Esben Eskil Esme Esmee Espen Essi Esther Ethan Ethel Ettienne Eugen Eugene Eunice Eva Evaldas Evan Eveliina
Evelin Evelyn Even Evert Evija Evita Ewald Ewan Eygló Eyvind Eyþór Fabian Falk Faye Felicity Felix Femke Ferdinand
Fergus Ferry Filippa Finlay Finley Finn Finnur Fiona Flemming Fleur Floor Florence Florian Floris Fokke Folke Frances
Francis Francois Frank Franklin Frans Frauke Fred Frederick Fredrik Freek Freya Freyja Frida Frieda Friederike
Friedrich Fritz Frode Froukje Gabi Gabija Gabriele Gabrielė Gard Gareth Garry Gary Garðar Gatis Gavin Gediminas Geert
Geertje Geertruida Geir Gemma Geoffrey Georg George Georgia Georgina Gerald Geraldine Gerard Gerben Gerd Gerda Gerhard
Gerlinde Gernot Gerrit Gert Gertrud Gertrude Gideon Giedrius Giedrė Gijs Gijsbert Gilbert Gillian Ginta Gintaras
Gintarė Gints Girts Gisela Gitte Gjermund Gladys Glenda Glenn Gloria Goda Gordon Gorm Gottfried Graeme Graham Grainne
Gražina Greetje Greger Gregor Gregory Greta Gretchen Grete Grethe Gro Gry Grétar Gudmund Gudrun Gunda Gundula Gunhild
Gunilla Gunn Gunnar Gunnel Guntars Gunther Guntis Guntra Gunārs Gustaf Gustav Guus Guðbjörg Guðjón Guðlaug Guðmundur
Guðni Guðrún Gwen Gwendolyn Gylfi Gísli Göran Gösta Götz Günter Günther Haakon Hafdís Hafþór Hagen Hakon Halla Halldis
Halldór Halldóra Hallgeir Hallgrímur Hallvard Hamish Hanna Hannah Hanne Hanneke Hannele Hannelie Hannelore Hannes
Hanno Hannu Hans Hansjörg Harald Harijs Harm Harmen Harold Harri Harriet Harrison Harry Hartmut Harvey Hasse Haukur
Hayley Hazel Heather Hector Hedda Hedvig Hedwig Hege Heide Heidemarie Heidi Heike Heiki Heikki Heiko Heiner Heino
Heinrich Heinz Heiða Heleen Helen Helena Helene Helga Helge Helgi Heli Helinä Helle Hellmut Helmut Helmuth Helve
Hendrik Hendrika Henk Henn Henna Hennie Henning Henny Henri Henrietta Henriette Henriikka Henrik Henrike Henry Herbert
Herdís Hermann Herta Hessel Hilary Hilda Hilde Hildegard Hildur Hilkka Hilla Hillar Hilmar Hiltrud Hjalmar Hjalti
Hjördis Hjörtur Hlynur Holger Holly Horace Horst Howard Hrafn Hrafnhildur Hrefna Hubert Hugh Hugo Hulda Huub Håkan
Håkon Hörður Iain Ian Ida Idar Ieva Ignas Iida Iikka Iiro Ilgvars Ilkka Ilmar Ilmari Ilmārs Ilona Ilpo Ilse Ilta Ilze
Imants Imbi Imke Immanuel Imogen Ina Indra Indrek Indrė Ineke Ines Inese Inga Ingars Inge Ingeborg Ingela Ingemar
Inger Ingibjörg Ingmar Ingo Ingolf Ingrid Inguna Ingunn Ingvar Ingvild Ingólfur Inka Ināra Irene Irina Iris Irja Irma
Irmgard Irmtraud Isaac Isabel Isabella Isla Ismo Isobel Isolde Ivan Ivar Ivars Iver Ivika Ivo Ivor Jaak Jaakko Jaan
Jaana Jaanika Jaanus Jaap Jacco Jack Jackie Jackson Jaco Jacob Jacoba Jacobus Jacqueline Jade Jake Jakob Jakobína
James Jamie Jan Jan-Willem Jana Jane Janet Jani Janice Janika Janina Janne Janneke Jannie Jannik Janny Jared Jari
Jarkko Jarl Jarle Jarmo Jarno Jasmine Jason Jasper Jean Jeanette Jeff Jeffrey Jelle Jelmer Jemima Jenna Jenni Jennifer
Jenny Jens Jeppe Jere Jeremiah Jeremy Jerker Jeroen Jerome Jerry Jesper Jesse Jessica Jessie Jet Jikke Jill Jillian
Jim Jimmy Jitske Joachim Joakim Joan Joanna Joanne Job Jocelyn Jochen Joel Joep Johan Johann Johanna Johannes John
Johnny Joke Jolanda Jolanta Jon Jonas Jonathan Joni Jonna Jonė Jooa Joonas Joost Jordan Joris Jorma Jorunn Jos Josef
Josefa Josefin Joseph Josephine Josh Joshua Josien Jostein Jouko Jouni Jovita Joyce Juanita Judith Judy Juha Juhan
Juhana Juhani Juho Jukka Julia Julian Julie Juliet Julius June Juozas Jurga Jurgen Jurgis Jurgita Juris Jurriaan
Jurģis Jussi Justas Justin Justina Justinas Jutta Juuso Jyrki Jóhann Jóhanna Jóhannes Jón Jóna Jónas Jörg Jörgen
Jørgen Jørn Júlía Jürgen Jüri Jānis Jēkabs Jūratė Kaare Kaarina Kaarlo Kadi Kadri Kai Kaia Kaija Kaire Kairi Kaisa
Kaisu Kaja Kalervo Kalev Kalevi Kalju Kalle Karel Karen Kari Karianne Karin Karl Karla Karlheinz Karolina Karoline
Karolis Karsten Karítas Kaspar Kaspars Kasper Katariina Katarina Kate Katharina Katherine Kathleen Kathrin Kathryn
Kathy Katie Katja Katla Katri Katrien Katrin Katrina Katrín Kauko Kay Kayla Kazys Kees Keijo Keith Kelly Kelvin
Kenneth Kenny Kerry Kersti Kerstin Kert Kerttu Ketil Ketill Kevin Kieran Kilian Kim Kimberly Kimmo Kirsi Kirsten
Kirsti Kirsty Kjartan Kjell Kjersti Kjetil Klara Klas Klaus Knud Knut Kobus Koen Koit Kolbjørn Kolbrún Konrad Konsta
Konstantin Koos Korbinian Kreeta Krista Kristaps Kristel Kristen Kristi Kristian Kristiina Kristin Kristina Kristine
Kristjan Kristján Kristoffer Kristrún Kristín Kristīne Krišjānis Kunigunde Kurt Kyle Kyllikki Kyösti Kåre Külli Kārlis
Kęstutis Lachlan Lahja Laila Laima Laimonis Laimutė Laine Lance Lars Lasse Laura Lauren Laurence Laurens Lauri Laurie
Lauris Laurynas Lea Leah Leanne Leelo Leena Leendert Leevi Leif Leigh Leila Lembit Lempi Lena Lene Lennart Lenz Leo
Leon Leonard Leonhard Leonie Leopold Leroy Lesley Leslie Lewis Liam Lieke Liene Lies Liesbeth Liesel Lieselotte Lieve
Liezl Liina Liis Liisa Liisi Lilja Lillian Lily Lina Linas Linda Lindsay Lindsey Line Linnea Linus Lionel Lisa Lisbet
Lisbeth Lise Liselotte Liudas Liudmila Liv Lizelle Lloyd Logi Lois Lone Lorenz Loreta Loretta Lorna Lorraine Lothar
Lotta Lotte Louis Louisa Louise Lovisa Lucas Lucille Lucinda Lucy Ludger Ludvig Ludwig Luisa Luise Lukas Luke Lutz
Luule Lydia Lynda Lynn Lynne Lāsma Līga Līva Maarika Maarit Maarja Maarten Maartje Mabel Machteld Mackenzie Madara
Madeleine Madis Madison Mads Maeve Magda Magdalena Magne Magnea Magnus Mai Maie Maija Maiju Maik Maike Mailis Maire
Mairead Mairis Maj Malcolm Malene Malin Malle Malte Manfred Mantas Manuela Marc Marcia Marcus Mare Marek Mareks
Marelize Maren Marga Margaret Margareta Margarete Margarethe Margery Margit Margot Margrethe Margrét Margus Mari Maria
Marian Marianne Marie Marieke Marija Marijke Marijn Marike Marilyn Marina Marion Marit Marita Maritta Marius Marja
Marjan Marjatta Marjo Marjolein Marjorie Marjut Mark Marketta Markku Marko Markus Marleen Marlene Marlies Marlis
Marloes Marsha Marshall Mart Marte Marten Martha Martin Martina Martti Martynas Marvin Mary Mathias Mathilde Mathis
Mati Matilda Mats Matt Matthew Matthias Matthijs Matti Mattias Mauno Maureen Mauri Maurice Max Maximilian Maxine
Maxwell Mechthild Meeli Meelis Meeri Megan Meike Meindert Melanie Melchior Melinda Melissa Melvin Menno Mercedes
Meredith Merel Merete Merja Mervi Mervyn Mette Michael Michele Michelle Mieke Mies Mihkel Mika Mikael Mikkel Mikko
Mildred Milja Millie Milvi Mindaugas Minna Minttu Mira Miranda Miriam Mirja Mirjam Mirjami Mirka Mirko Miro Miska
Mitchell Modestas Modris Mogens Moira Molly Mona Monica Moonika Morgan Moritz Morten Muriel Murray Mykolas Myra Myrthe
Myrtle Märta Mårten Māra Mārcis Māris Mārtiņš Mārīte Nadia Nadine Nancy Nanna Naomi Natalie Natasha Nathan Nathaniel
Neeltje Neeme Neil Nelleke Nelson Nerijus Niall Niamh Nicholas Nico Nicola Nicole Nida Niels Nienke Nigel Niilo Niina
Nijolė Niklas Niko Nikolaj Nils Nina Njål Noel Noelle Noor Noora Noortje Nora Norbert Norma Norman Normunds Oda Odd
Oddný Oddvar Odette Oili Oisin Ola Olaf Olav Olavi Ole Olev Olga Olive Oliver Olivia Olli Olof Olov Ona Onni Oona Orri
Orvokki Oscar Oskar Oskars Osmo Ossi Oswald Otmar Otso Ott Ottar Ottilie Otto Outi Ove Owen Paavo Padraig Paige Palle
Pamela Pascal Pasi Patricia Patrick Patsy Patty Paul Paula Paulette Pauli Paulien Pauline Paulius Pearl Peder Peep
Peeter Peggy Pekka Penelope Pentti Per Percy Pernilla Pernille Perry Perttu Peter Petra Petras Petri Petter Petteri
Philip Philipp Phillip Phoebe Phyllis Pia Pier Piet Pieter Piia Pim Piret Pirjo Pirkko Pleun Pontus Poppy Povilas
Preben Priit Priscilla Pyry Páll Päivi Päiviö Pål Pétur Pēteris Quentin Quinten Rachael Rachel Ragna Ragnar Ragnheiður
Ragnhild Raija Raili Raimo Raimonda Raimonds Raimund Raimundas Rainer Raisa Raitis Raivis Raivo Rakel Ralf Ralph Rami
Ramona Ramunė Ramūnas Randall Randy Rannveig Rasa Rasmus Rauha Rauno Raymond Rebecca Reet Reetta Regina Reginald
Regine Reidar Reidun Reijo Reima Rein Reiner Reinhard Reinhold Reinier Reino Reinout Remigijus Renata Renate Rens
Renske Renārs Reuben Rhiannon Rhoda Rhonda Rhys Riaan Richard Ricky Rien Rigmor Rihards Riho Riikka Riina Riitta Rik
Rimantas Rimas Risto Rita Ritva Ritvars Roald Roar Robert Roberta Robertas Roberts Robin Robyn Roderick Rodney Roger
Roisin Rokas Roland Rolandas Rolands Rolf Roman Romas Romy Ron Ronald Ronan Ronnie Roope Rory Rosa Rosalind Rosanna
Rosemarie Rosemary Rosie Ross Roswitha Rowan Roxanne Royce Ruben Rudi Rudolf Rufus Runar Rune Rupert Ruprecht Russell
Rutger Ruth Ruud Ryan Rüdiger Rūta Saana Saar Saara Sabine Sabrina Saija Saila Saima Saku Salla Sally Sam Samantha
Sami Samu Samuel Samuli Sander Sandra Sandris Sanita Sanna Sanne Sanni Santa Santeri Santtu Saoirse Sara Sarah Sari
Sascha Saskia Satu Saulius Schalk Scott Seamus Sean Sebastian Seija Selina Selma Senja Seppo Shannon Sharon Shaun
Shauna Shawn Sheila Shelley Sherry Shirley Sian Sidney Siegbert Siegfried Sieglinde Siegmund Sietse Sietske Sigbjørn
Sigita Sigitas Sigmar Signe Sigrid Sigrun Sigríður Sigrún Sigtryggur Sigurbjörg Sigurd Sigurlaug Sigurður Siim Siiri
Silas Silja Silke Silvana Silvi Silvia Silvija Simo Simon Simonas Simone Sindre Sindri Sinead Sini Sinikka Sintija
Siobhan Siri Sirje Sirkka Sirpa Sisko Sissel Siv Sixten Sjaak Sjoerd Skaidrīte Skaistė Skúli Snorre Sofia Sofie Soile
Sointu Solvei Solveig Solvita Sonia Sonja Sophia Sophie Sorcha Spencer Stacey Stan Stanley Stasys Stefaan Stefan
Stefanie Steffen Stefán Stein Steinar Steinunn Stella Stellan Sten Stephan Stephanie Stephen Steve Steven Stewart
Stian Stig Stijn Stine Stuart Sture Styrbjörn Sue Sulev Sune Sunna Susan Susanna Susannah Susanne Suvi Suzanne Suze
Svala Svanhildur Svante Svava Svein Sveinn Sven Svenja Sverre Swantje Sybil Sydney Sylvi Sylvia Synne Synnøve Sæunn
Sóley Sólrún Sólveig Sönke Taavet Taavi Tabitha Tadas Tage Taina Taisto Tamara Tammy Tamsin Tanel Taneli Tanja Tanya
Tapani Tapio Tara Tarmo Taru Tasha Tatjana Tauno Ted Teemu Teija Tellervo Teppo Terence Teresa Terhi Terje Tero Terry
Tertius Tertta Terttu Tess Tessa Teun Thea Thekla Thelma Theo Theodor Theodore Theresa Theresia Thijs Thilo Thinus
Thomas Thor Thorbjørn Thorleif Thorsten Thorvald Tiffany Tiia Tiina Tiit Tiiu Tijmen Till Tilman Tim Timo Timothy Tina
Tineke Tinna Tiuri Tjeerd Tobias Todd Toini Toivo Tom Tomas Tommi Tommy Tone Toni Tony Toomas Toon Topi Tora Torben
Torbjörn Torbjørn Tord Tore Torgeir Torgny Torhild Torill Torkel Torleif Tormod Torsten Torunn Tracey Tracy Traudl
Traugott Trevor Tricia Triin Triinu Trijntje Trine Trisha Tristan Trond Troy Trude Truls Truus Trygve Tuija Tuomas
Tuomo Turid Tuula Tuuli Tuulikki Tuva Twan Tyler Tyra Tytti Tómas Tõnis Tõnno Tõnu Udo Ugnė Uku Uldis Ulf Uli Ulla
Ulrich Ulrik Ulrika Ulrike Una Unn Unni Unnur Uno Unto Urban Urho Urmas Urpo Ursula Urtė Urve Usko Uta Ute Uwe Uģis
Vagn Vahur Vaida Vaidas Vaiva Valborg Valdas Valdis Valdís Valentin Valerie Valgerður Valters Valtteri Vanessa Vappu
Vaughan Vebjørn Veera Vegard Veijo Veikko Veiko Veit Velga Vendela Venla Vera Verneri Vernon Veronica Veronika Vesa
Vibeke Victor Victoria Vida Vidar Vidas Vidmantas Viesturs Vigdis Vigdís Viggo Viire Viive Viivi Vija Viking Viktor
Viktoria Viktorija Viktors Vilde Vilhelm Vilho Vilija Ville Villu Vilma Vilnis Vincent Viola Violet Virge Virgilijus
Virginia Virginijus Virve Vivian Vivien Viðar Volker Volkmar Vuokko Vygantas Vytas Vytautas Väinö Védís Waldemar
Wallace Walter Walther Waltraud Wanda Warren Wayne Wenche Wendelin Wendy Wenzel Werner Wesley Wessel Whitney Wibo
Wiebe Wiebke Wieland Wies Wikus Wilbur Wilfred Wilfried Wilhelm Wilhelmine Willem Willemijn Willi William Willie Wilma
Wim Winfried Winifred Winston Wolf Wolfgang Wolfram Wouter Xaver Yannick Yke Ylva Yngve Yorick Youri Yrsa Ysbrand
Yvette Yvonne Zachary Zane Zara Zelda Zenonas Zigmārs Zinta Zoe Árni Ásdís Ásgeir Áslaug Ásta Åke Åsa Åse Íris Ólafur
Ólöf Øivind Øystein Øyvind Øyvor Úlfar Ülle Ülo Þorbjörg Þorgerður Þorsteinn Þorvaldur Þráinn Þuríður Þóra Þórdís
Þórhildur Þórir Þórður Šarūnas Žilvinas Živilė Žydrūnas
"""
