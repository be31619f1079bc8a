import { describe, expect, test } from 'vitest'
import { createMatcher, foldText, searchText } from '../../../src/shared/search'

describe('text is folded to one form', () => {
  test.each([
    ['Œdipe le Sage', 'oedipe le sage'],
    ['ŒUVRE Ǽgir', 'oeuvre aegir'],
    ['Straße STRASSE ẞ', 'strasse strasse ss'],
    ['Søren Łukasz Đorđe', 'soren lukasz dorde'],
    ['Ðór Þorgrímur', 'dor thorgrimur'],
    ['Işık İZMİR', 'isik izmir'],
    ['Ａｌｉｃｅ１２', 'alice12'],
    ['ﬁlm ﬂeur', 'film fleur'],
    ['ｶﾞﾝﾀﾞﾙﾌ', foldText('がんだるふ')],
    ['ガンダルフ', foldText('がんだるふ')],
    ['d’Artagnan', "d'artagnan"],
    ['שָׁלוֹם', 'שלומ'],
    ['مُحَمَّـــد', 'محمد'],
    ['٤٢', '42'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['Ὀδυσσεύς', 'οδυσσευσ'],
  ])('%s', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  test('and vowel signs of Indian letters stay, because they tell words apart', () => {
    expect(foldText('राम')).not.toBe(foldText('रम'))
  })
})

describe('what was typed is found', () => {
  test.each([
    ['d’Artagnan', 'dartagnan'],
    ['d’Artagnan', 'artag'],
    ["d'Artagnan", 'd`art'],
    ['Dartagnan', "d'artagnan"],
    ["O'Brien", 'obrien'],
    ['Jean-Luc', 'jeanluc'],
    ['Cœur-de-Lion', 'coeur de lion'],
    ['龍の騎士', '騎士'],
    ['龍の騎士', '士'],
    ['アリス・リデル', 'りすりで'],
    ['สมชายใจดี', 'ใจดี'],
    ['김철수대장', '대장'],
    ['김철수', '기'],
    ['ម៉ាលី', 'លី'],
  ])('%s by %s, from the beginning of a word on', (name, typed) => {
    expect(createMatcher(typed, 'word-start')(name)).toBe(true)
    expect(createMatcher(typed)(name)).toBe(true)
  })

  test('inside a word only where that is asked for', () => {
    expect(createMatcher('oblin', 'word-start')('Goblin')).toBe(false)
    expect(createMatcher('oblin')('Goblin')).toBe(true)
  })

  test('and nothing else is', () => {
    expect(createMatcher('騎龍')('龍の騎士')).toBe(false)
    expect(createMatcher('goblin 3')('Goblin 2')).toBe(false)
    expect(createMatcher('🔥')('Ember ❄️')).toBe(false)
    expect(createMatcher('❄')('Frost ❄️')).toBe(true)
    expect(createMatcher('')('Frost')).toBe(true)
  })

  test('also where blanks are in a row or at the ends', () => {
    expect(searchText('  Anna   the Wise ', 'Elf')).toBe('anna the wise · elf')
    expect(createMatcher('wise', 'word-start')('Anna  Wise')).toBe(true)
    expect(createMatcher('wise', 'word-start')('Annawise')).toBe(false)
  })

  test('never across the end of a name', () => {
    const words = ` ${searchText('龍', '騎士')}`
    expect(words.includes(' 龍 騎')).toBe(false)
  })
})
