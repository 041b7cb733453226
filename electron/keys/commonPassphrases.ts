import { wordList } from '../../shared/wordList.ts';

/**
 * Pieces that make a passphrase easy to guess, lower case without accents or spaces: the ones that published lists of stolen
 * passwords put first in French and English keyboards, and those of the place and the trade. Names of this site are given apart.
 */
export const COMMON_PASSPHRASES: readonly string[] = wordList(`
  0123456789 | 123456789 | 12345678 | 1234567 | 123456 | 12345 | 1234 | 123 | 987654321 | 654321 | 111111 | 000000 | 112233 | 2020 |
  2021 | 2022 | 2023 | 2024 | 2025 | 2026 | 2027 | azertyuiop | qwertyuiop | azerty | qwerty | qsdfghjklm | qsdfgh | asdfgh | wxcvbn |
  zxcvbn | abcdefgh | abcdef | abcd | abc | motdepasse | motdepass | monmotdepasse | passphrase | password | passwd | passe | secret |
  admin | administrateur | administrator | utilisateur | user | root | letmein | welcome | bienvenue | bonjour | bonsoir | merci |
  soleil | doudou | loulou | chouchou | jetaime | iloveyou | amour | famille | maman | papa | princesse | princess | football | monkey |
  dragon | sunshine | master | inchallah | alhamdoulillah | bismillah | allahakbar | jesus | sutura | vbg | gbv | protection | enfance |
  centre | ecoute | bureau | ordinateur | laptop | confidentiel | lemali | mali | bamako | mopti | gao | tombouctou | segou | sikasso |
  kayes | kidal | koulikoro | menaka | taoudenit
`);
