"""Given names of the south of Europe and of Latin America."""

SOUTH = """
Abelardo Abramo Abril Abílio Achille Ada Adalberto Adalgisa Adela Adelaida Adelaide Adelina Adeline Adelino Adelmo
Ademir Aderbal Adina Adolfo Adriana Adriano Adrien Adão Adèle Adérito Afonso Agata Agathe Agnès Agostinho Agostino
Agustina Agustín Aimone Aimée Ainara Ainhoa Aires Aitana Aitor Alain Alba Albane Alberica Albertina Alberto Albino
Alcides Aldo Aleix Alejandra Alejandro Alessandra Alessandro Alessia Alessio Alexandre Alexandrina Alexandru Alfio
Alfonsina Alfonso Alfredo Alin Alina Aline Alix Almudena Alonso Aloísio Altair Alvise Amadeu Amado Amalia Amancio
Amandine Amaury Ambra Ambre Ambrogio Amedeo Amerigo Amparo Amália Amândio Amélie Américo Amílcar Ana Anabel Anabela
Anacleto Anatole Anaïs Anca Anda Andoni Andreea Andrei André Andrée Andrés Angelica Angelo Anghel Aniceto Anișoara
Annalisa Annamaria Annarita Anne-Marie Anne-Sophie Annick Annunziata Anselme Anselmo Antoine Antoinette Antonella
Antonello Antonino Antonio Antónia António Antônio Aníbal Aparecida Apolline Araceli Arantxa Ariadna Ariane Arianna
Ariel Aristide Aristides Arlette Arlindo Armand Armanda Armando Armelle Armindo Arnaldo Arnau Arnaud Arrigo Arsenio
Artur Arturo Asier Assunta Asunción Attilio Aude Audric Augusta Augusto Aura Aurel Aurelia Aurelio Aurica Aurora
Aurore Aurélie Aurélien Aurélio Avelino Axelle Azucena Baldassarre Baltasar Baltazar Baptiste Bartolomeo Bartolomeu
Bartolomé Basilio Bastien Baudouin Beatriz Begoña Belarmino Belmiro Belén Benedetta Benedetto Benedita Benedito
Beniamino Benilde Benito Benjamine Benjamín Benoît Benoîte Bento Benvinda Berardo Berenice Bernabé Bernardete
Bernardino Bernardo Bernat Berta Bertrand Biagio Bianca Biel Blanca Blandine Blas Bogdan Boris Borja Brando Braulio
Brigida Bruna Brunella Brás Brândușa Béatrice Bénédicte Caetano Caio Calogero Camelia Camila Camille Camillo Camilo
Candela Capucine Caridad Carlo Carlos Carlota Carlotta Carme Carmela Carmelo Carmine Carolina Casandra Casimiro
Catalina Catarina Caterina Catinca Cauã Cayetana Cayetano Celestino Celso Cesare Cesira Cezar Chantal Charlène Chiara
Christelle Christophe Ciprian Ciro Citlali Clarice Clarissa Clarisse Claude Claudette Claudine Claudio Cleber Cleide
Clelia Clemente Clotilde Cláudia Cláudio Cléber Clémence Clémentine Cléo Codruț Codruța Coline Conceição Concepción
Concetta Conchita Consolata Constantin Constança Consuelo Coralie Corentin Corina Corinne Cornel Corrado Cosimo Cosmin
Costantino Costanza Costel Costin Cremilde Cristi Cristian Cristiana Cristiano Cristina Cristóbal Cruz Cuauhtémoc
Custódia Custódio Cyprien Cyril Cyrille Cándido Cármen Cátia Cândida Cécile Céleste Célestin Célia Céline Célio César
Cícero Cătălin Cătălina Dalila Damiano Damião Dan Dana Daniele Danilo Danièle Dante Dario Darío Davi Davide Debora
Delfina Delphine Demetrio Denis Denisa Deolinda Desiderio Diamante Diamantino Didier Diego Diletta Dinarte Dinis Dino
Dinu Diogo Dionisio Dirceu Djalma Doina Dolores Domenica Domenico Domingo Domingos Dominique Donatella Donato Donizete
Dorel Dorian Dorin Dorina Doru Dragoș Duarte Dulce Dulcineia Dumitra Dumitru Dámaso Dário Débora Ecaterina Edelmira
Edgardo Edite Edmar Edmond Edmondo Edmundo Edna Ednaldo Edoardo Edson Eduarda Eduardo Efraín Egidio Eladio Elda
Eleonora Elettra Eliana Eliane Elio Elisabeta Elisabete Elisabetta Eliseo Eliza Elsa Elvira Elías Elói Emanoil Emanuel
Emanuela Emanuele Emidio Emilia Emiliana Emiliano Emilio Emmanuel Emmanuelle Emília Encarna Encarnación Enric Enrica
Enrico Enrique Enzo Ercole Ermanno Ermelinda Erminio Ernestina Ernesto Ersilia Esperanza Esteban Estefanía Estela
Estelle Ester Estêvão Estíbaliz Etelvina Ettore Eugenia Eugenio Eugénia Eugénie Eugênia Eulalia Eulalie Eurico Eusebio
Evandro Evaristo Ezio Eça Fabiana Fabiano Fabien Fabienne Fabio Fabiola Fabián Fabrice Fabrizia Fabrizio Fabrício
Facundo Fanny Fausta Faustine Fausto Federica Federico Felice Felicia Feliciano Felipe Felismina Ferdinando Fermín
Fernand Fernanda Fernande Fernando Fernão Ferruccio Fidel Filiberto Filip Filipa Filipe Filippo Filomena Fiorella
Fiorenza Fiorenzo Firmin Flaminia Flaminio Flavia Flavie Flavio Flavius Flor Flora Florbela Florencia Florencio
Florent Florentin Florentina Florica Florin Florina Florine Flávia Flávio Fortunato Franca Francesca Francesco
Francine Francisca Francisco Franck Franclim Franco François Françoise Frederico Froilán Frédéric Frédérique Fulvia
Fulvio Furio Fábia Fábio Fátima Félicie Félix Gabin Gabriel Gabriela Gabriella Gabrielle Gaetana Gaetano Gaizka
Galeazzo Gaspar Gaspard Gaspare Gaston Gauthier Gavril Gavrilă Gaétan Gaël Gaëlle Geanina Gelu Geneviève Gennaro
Genoveva Geoffroy Georges Georgeta Georgette Geraldo Gerardo Germain Germaine Germana Germano Germán Gervasio Getúlio
Gheorghe Gheorghița Ghislain Ghislaine Giacinto Giacomina Giacomo Giada Giampaolo Giampiero Giancarlo Gianfranco
Gianluca Gianluigi Gianmarco Gianna Gianni Gianpaolo Gil Gilberte Gilberto Gilda Gilles Gilmar Gilson Gina Ginette
Gino Gioacchino Gioele Giordana Giordano Giorgia Giorgio Giosuè Giovana Giovanna Giovanni Girolamo Gisele Gisella
Gisèle Giuditta Giulia Giuliana Giuliano Giulio Giuseppe Giuseppina Giustina Giusto Glauco Glória Goffredo Gontran
Gonzalo Gonçalo Gorka Graciela Graciete Gracinda Graziana Graziano Graziella Graça Gregorio Grigore Grégoire Grégory
Guadalupe Gualter Guglielmo Guido Guilhem Guilherme Guilhermina Guillaume Guillem Guillermina Guillermo Guiomar
Gumersindo Gustave Gustavo Guy Guénolé Gwenaël Gwenaëlle Gérald Gérard Haydée Heitor Helder Heleno Heliodoro Heloísa
Henrique Heriberto Hermenegildo Herminia Hermínia Hermínio Hernán Hervé Hilario Hilário Hippolyte Hipólito Honorine
Horacio Horațiu Horia Hortense Hugues Huguette Humberto Héctor Hélder Hélio Héloïse Hélène Iacob Iacopo Iara Ibai
Idalina Ignacio Ignazio Iker Ilaria Ilda Ildefonso Ileana Ilie Ilinca Ilídio Imanol Imma Immacolata Inmaculada Inácio
Inès Inés Inês Ioan Ioana Iolanda Ion Ionel Ionela Ionuț Iordache Ippolito Iracema Iraci Irati Irineu Irénée Isabelle
Isacco Isadora Isaltina Isaura Isaías Isidore Isidro Ismael Italo Itzel Itziar Iulia Iulian Iuliana Ivano Ivone Iván
Iñaki Iñigo Jaci Jacinta Jacinto Jacira Jacky Jacopo Jacques Jaime Jair Janaína Jandira Januário Javier Jean-Baptiste
Jean-Claude Jean-François Jean-Luc Jean-Marc Jean-Marie Jean-Michel Jean-Paul Jean-Philippe Jean-Pierre Jean-Yves
Jeanne Jeannine Jesús Jimena Joana Joaquim Joaquina Joaquín Jocelyne Jonatas Jordi Jorge Josefina Josep Josette
Josiane Josu Josué José Joséphine Jovelina João Joëlle Juan Juana Juarez Judicaël Jules Juliana Juliano Julien
Julienne Julieta Juliette Julio Julián Juraci Jurema Jussara Justine Justino Justo Jérémie Jérémy Jérôme Jéssica Júlia
Júlio Karina Katia Kléber Koldo Kévin Ladislao Laetitia Laia Lamberto Lando Lara Laure Laurent Laurențiu Laurinda
Laurène Lavinia Lazzaro Laércio Laís Leandro Leire Lella Leocadia Leonardo Leone Leonel Leonida Leonor Leontin
Leopoldina Leopoldo Leticia Letizia Letícia Leónidas Lia Liana Liberato Licia Lidia Liliana Liliane Lino Livia Livio
Liviu Lluís Lola Loredana Lorella Lorena Lorenza Lorenzo Loris Lou Louane Louison Loup Lourdes Lourenço Lourival Loïc
Luana Luc Luca Lucette Lucia Lucian Luciana Luciano Lucie Lucien Lucienne Lucilla Lucio Lucrezia Lucía Ludivine
Ludmila Ludovic Ludovica Ludovico Luigi Luigina Luis Luisella Luiz Luiza Luminița Lupe Luz Luzia Luís Luísa Lydie
Lázaro Léa Léandre Léo Léon Léonie Léontine Léopold Lídia Lígia Lília Lívia Lúcia Lúcio Macarena Madalena Maddalena
Maeva Mafalda Maffeo Magali Maiara Maicon Maite Malena Manfredi Manlio Manoel Manole Manolo Manon Manuel Mar Mara
Marc-Antoine Marceau Marcel Marcela Marcelino Marcella Marcelle Marcelline Marcello Marcelo Marco Marcos Margarita
Margaux Margherita Marguerite Mariana Mariangela Marianna Mariano Maribel Maricica Marie-Christine Marie-Claire
Marie-Claude Marie-France Marie-Hélène Marie-José Marie-Laure Marie-Louise Marie-Pierre Marie-Thérèse Marietta
Mariette Marilena Marin Marine Marinela Marinette Marino Mario Marisa Marisete Marisol Marjolaine Marli Marlon Marlène
Marta Martial Martim Martine Martino Martín Maryse Maryvonne Marzia Marzio María Massimiliano Massimo Mateo Mateus
Matheus Mathieu Mathurin Mathéo Matias Matilde Matteo Matthieu Mattia Matías Maud Maura Mauricette Mauricio Maurizia
Maurizio Mauro Maurício Maxence Maxime Maximiliano Mayara Mayra Maël Maëlle Maëlys Melania Melchor Micaela Michela
Michelangelo Micheline Michèle Mickaël Miguel Mihaela Mihai Mihail Mihnea Mikel Milagros Milena Milo Milton Mimmo
Mioara Mircea Mireia Mireille Mirela Mirella Mirona Mitică Moacir Modesto Moisés Monique Montse Montserrat Morena
Moreno Morgane Murilo Myriam Márcia Márcio Mário Máximo Mélanie Mélissa Mélodie Mónica Mônica Mădălina Nadège Nahia
Narcisa Narciso Natale Natalia Natalino Nathalie Nathália Natália Natércia Nayeli Nazaret Nazaria Nazario Nazaré Neide
Nekane Nella Nello Nelu Nerea Nerina Neus Neuza Nevio Nicanor Niccolò Nicodemo Nicolae Nicolas Nicoleta Nicoletta
Nicolette Nicolás Nicolò Nicu Niculina Nicușor Nieves Nilson Nilton Nino Nivaldo Noa Noelia Noemi Norberto Novella
Noélie Noémia Noémie Noël Nuno Nunzia Nunzio Nuria Nádia Nélia Néstor Núria Oana Octave Octavia Octavian Octavio
Octávio Océane Oddone Odete Odile Odilon Odoardo Ofelia Ofélia Olaia Olalla Olavo Oleguer Olimpia Olinda Olivier
Olívia Ombeline Ombretta Omero Ondina Onofrio Ophélie Orazio Oreste Orietta Oriol Orlando Orlane Ornella Orsetta
Orsola Osmar Osvaldo Otello Otilia Ottavia Ottavio Ottone Otávio Ovidiu Pablo Paco Palmira Palmiro Paloma Paola Paolo
Paraschiva Pascale Pascual Pasquale Pasqualina Patrice Patricio Patrizia Patrizio Paulina Paulino Paulo Paz Pedro
Pelayo Pepa Pepe Perla Perpétua Perrine Petre Petrică Petru Petruța Philibert Philippe Philippine Piedade Piera
Pierangelo Pierfrancesco Pierluigi Piero Pierpaolo Pierre Pierrette Pierrick Pietro Pilar Pina Pino Pio Plácido Plínio
Pol Polliana Ponciano Primitivo Primo Priscila Procopio Prosper Purificación Quirino Quitéria Radu Rafael Rafaela
Raffaela Raffaele Raffaella Raimondo Raimunda Raimundo Raluca Ramiro Ramón Raniero Raoul Raphaël Raphaëlle Raquel Raul
Raymonde Raúl Rebeca Reinaldo Remedios Remo Remus Renan Renato Renaud Renzo René Renée Ricardina Ricardo Riccardo
Rigoberto Rino Roberto Rocco Rocío Rodica Rodolfo Rodolphe Rodrigo Rodrigue Rogelio Rogério Rolande Romain Romane
Romano Romeo Romeu Romilda Romina Romolo Romuald Romulus Román Ronaldo Roque Rosalba Rosalia Rosalina Rosalía
Rosamaria Rosana Rosane Rosaria Rosario Rosaura Rosella Roselyne Rosilda Rosina Rosita Rossana Rossella Rosália
Rosário Rosângela Roxana Roxane Rubén Rufino Ruggero Rui Ruxandra Ruy Réjane Rémi Rémy Rómulo Rúben Răzvan Sabato
Sabin Sabina Salete Salomé Salomón Salvador Salvatore Samanta Samuele Sancho Sanda Sandrine Sandro Sante Santiago
Santina Santino Santo Santos Saturnino Saulo Saverio Savino Saúl Sebastiana Sebastiano Sebastião Segismundo Serafim
Serafina Serena Serge Sergi Sergio Severino Sibilla Sidonie Sidónio Silvano Silverio Silvestre Silvestro Silvino
Silvio Silviu Simona Simonetta Simão Simón Siro Solange Soledad Soline Solène Soraia Sorin Sorina Speranța Stana
Stanislas Stefania Stefano Steluța Stéphane Stéphanie Susana Suzana Suzete Sveva Sylvain Sylvaine Sylvestre Sylvette
Sylviane Sylvie Sébastien Ségolène Séraphin Séraphine Sérgio Séverine Sílvia Sílvio Sónia Sônia Taddeo Tadeo Tainá
Talita Tanguy Tania Tarcisio Tatiana Teles Telesforo Telma Telmo Teo Teodor Teodora Teodoro Teresinha Teófilo Thales
Thaís Thiago Thibaud Thibault Thibaut Thierry Théo Théodore Théophile Thérèse Tiago Tiberio Tiberiu Timoteo Timothée
Tito Titouan Tiziana Tiziano Toader Toma Tommaso Tomás Tomé Tonia Tonino Tosca Toussaint Traian Trinidad Tudor Tudora
Tullia Tullio Tânia Ubaldo Ubirajara Ubiratan Ugo Ulises Ulisse Ulisses Ulysse Umberto Unai Urbain Urbano Urraca
Valdemar Valdir Valentina Valentine Valentino Valer Valeria Valerio Valeriu Valmir Valter Valéria Valérie Vanda
Vanderlei Vanesa Vanna Vanni Vasco Vasile Vasilica Veríssimo Verónica Vicenta Vicente Victoire Vidal Vincenza Vincenzo
Violaine Violeta Violette Viorel Viorica Virgil Virgilio Virginie Virginio Virgílio Virgínia Viriato Virtudes
Visitación Vito Vitor Vittore Vittoria Vittorino Vittorio Vitória Viviana Viviane Vlad Vlademir Vladimir Vladimiro
Vânia Véronique Víctor Vítor Wagner Waldir Walmir Washington Welington Wellington Wenceslao Wilson Xabier Xavi Xavier
Xiomara Xènia Xóchitl Yago Yaiza Yamila Yamileth Yann Yara Yaretzi Yesenia Yohann Yolanda Yolande Yvan Yves Yvon
Zacarias Zacharie Zaharia Zaida Zaira Zamfira Zeferino Zeno Zita Zoraida Zuleica Zulema Zulmira Zélia Zélie Álvaro
Ángel Ángela Ángeles Áurea Ângela Ângelo Édith Édouard Éliane Élie Éliette Élio Élisabeth Élise Élisée Élodie Éloi
Éloïse Éléonore Émeline Émile Émilie Éric Étienne Évelyne Óscar Ștefan Ștefania
"""
