/** First and last names of invented persons. */
export type Names = { readonly women: readonly string[]; readonly men: readonly string[]; readonly last: readonly string[] };

/** Names that nobody can have. */
export const IMPOSSIBLE: Names = {
  women: ['Exemplette', 'Fictive', 'Imagine', 'Invente', 'Modèle', 'Essai'],
  men: [],
  last: ['Démonstration', 'Échantillon', 'Maquette', 'Spécimen'],
};

const MEN = words('Souleymane Ibrahima Cheick Yacouba Ousmane Seydou Lassana Madou');

/** Names as written in Mali, joined at random: two sets, so that no rule is fitted to one. */
export const MALIAN: readonly Names[] = [
  {
    women: words(
      'Oumou Djélika Fanta Nassira Kadidia Batoma Ténimba Yaye Saoudatou Mariétou Nènè Coumba Habibatou Assan Sokona Tata Wassa Diénèba Aoua Rahmatou Zahara Tiguida Founé Maïmounatou Ramatoulaye Bintouba Kankou Sali Yakaré Hadiaratou',
    ),
    men: MEN,
    last: words(
      'Coulibaly Diakité Kouyaté Sacko Sylla Camara Bagayoko Ballo Berthé Sanogo Ouattara Tangara Mariko Diabaté Kamissoko Simpara Niaré Wagué Yattara Ag-Mohamed Théra Tounkara Soumaré Macalou Guindo Sagara',
    ),
  },
  {
    women: words(
      'Adja Aïchatou Bougouba Célina Dado Elisabeth Fily Goundo Halimatou Inna Kani Lobbo Mah Niagalé Oumoul Penda Raki Soumba Taoussa Yassa Zeinab Koudédia Madina Naïssa Sétou Worokia Doussou Bassira Astan Kadidiatou',
    ),
    men: MEN,
    last: words(
      'Traoré Keïta Touré Diallo Sidibé Dolo Saye Karambé Kodio Djiguiba Yalcouyé Niangaly Ongoïba Témé Tapily Walet-Ibrahim Kanouté Goïta Fané Daou Cissouma Konta Minta Bouaré Sinayoko Dramé',
    ),
  },
];

function words(text: string): readonly string[] {
  return text.split(' ');
}
