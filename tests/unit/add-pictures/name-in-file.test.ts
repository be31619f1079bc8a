import { describe, expect, test } from 'vitest'
import { keysOfFile, nameInFile, nameKey } from '../../../src/main/add-pictures/name-in-file'
import { codePoints } from '../../../src/shared/cut'

describe('the name in a file’s name', () => {
  test.each([
    ['elowen_silverleaf-02.png', 'Elowen Silverleaf'],
    ['elowen-silverleaf.png', 'Elowen Silverleaf'],
    ['Elowen Silverleaf.JPG', 'Elowen Silverleaf'],
    ['characters/heroes/elowen.webp', 'Elowen'],
    ['C:\\art\\Vorn the Black.png', 'Vorn the Black'],
    ['elowen (1).png', 'Elowen'],
    ['Elowen(1).png', 'Elowen'],
    ['elowen [final].png', 'Elowen'],
    ['elowen - Copy.png', 'Elowen'],
    ['elowen copy 2.png', 'Elowen'],
    ['Elowen - Copie (3).png', 'Elowen'],
    ['Copy of elowen.png', 'Elowen'],
    ['elowen_final.png', 'Elowen'],
    ['elowen_final_v2-FINAL.png', 'Elowen'],
    ['elowen_portrait_1024x1536.png', 'Elowen'],
    ['01 - elowen.png', 'Elowen'],
    ['007_bond.png', 'Bond'],
    ['elowenSilverleaf.png', 'Elowen Silverleaf'],
    ['ElowenSilverleaf2.png', 'Elowen Silverleaf'],
    ['McGregor.png', 'McGregor'],
    ['jean-luc_picard.png', 'Jean-Luc Picard'],
    ['Jean-Luc Picard.png', 'Jean-Luc Picard'],
    ['ursula_of_the_marsh.png', 'Ursula of the Marsh'],
    ["d'artagnan.png", "D'artagnan"],
    ['éowyn.PNG', 'Éowyn'],
    ['.elowen.png', 'Elowen'],
    ['elowen.png.jpg', 'Elowen'],
    ['elowen', 'Elowen'],
    ['St. John.png', 'St. John'],
    ['🔥 elowen 🔥.png', '🔥 Elowen 🔥'],
    ['🔥.png', '🔥'],
    ['אלוון_כסף-2.png', 'אלוון כסף'],
    ['龍の騎士01.png', '龍の騎士01'],
    ['IMG_2034.png', 'IMG 2034'],
    ['0042.png', '0042'],
    ['final.png', 'Final'],
    ['(1).png', '(1)'],
    ['.png', ''],
    ['\u200b.png', '\u200b'],
  ])('%s is %s', (file, name) => {
    expect(nameInFile(file)).toBe(name)
  })

  test('of 300 letters is cut', () => {
    expect(codePoints(nameInFile(`${'a'.repeat(300)}.png`))).toBe(200)
    expect(codePoints(nameInFile(`${'👩‍🚀'.repeat(300)}.png`))).toBeLessThanOrEqual(200)
  })

  test('has no control characters and no line breaks', () => {
    expect(nameInFile('elo\u0007wen\nsilver\u001b[31mleaf.png')).toBe('Elowen Silverleaf')
  })
})

describe('a person is found', () => {
  test.each([
    ['elowen_silverleaf-02.png', 'Elowen Silverleaf'],
    ['elowen-silverleaf.png', 'Élowen  SILVERLEAF'],
    ['goblin_2.png', 'Goblin 2'],
    ['Jean-Luc.png', 'Jean-Luc'],
    ['dartagnan.png', 'D’Artagnan'],
    ['straße.png', 'Strasse'],
  ])('by %s as %s', (file, name) => {
    expect(keysOfFile(file)).toContain(nameKey(name))
  })

  test('by the whole name before the cleaned one', () => {
    expect(keysOfFile('goblin_2.png')).toEqual(['goblin 2', 'goblin'])
  })

  test('by nothing where there is no name', () => {
    expect(keysOfFile('.png')).toEqual([])
  })
})
