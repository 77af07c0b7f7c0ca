// The VS Code extension in argv[2]: its patterns on sample.ac. The editor's
// regular expressions are Oniguruma's; those used here mean the same to both.
const fs = require('fs');
const path = process.argv[2];
const read = (name) => JSON.parse(fs.readFileSync(`${path}/${name}`, 'utf8'));
const extension = read('package.json');
read('language-configuration.json');
for (const s of Object.values(read('snippets/acc.json')))
    if (!s.prefix || !s.body) throw new Error('a snippet without body');

const grammar = read('syntaxes/acc.tmLanguage.json');
const words = grammar.repository.words.patterns
    .map((p) => [p.name.split('.').slice(0, -1).join('.'), new RegExp(p.match, 'g')]);
fs.readFileSync('sample.ac', 'utf8').split('\n').forEach((line, i) => {
    line = line.replace(/\/\*.*\*\//, '');
    for (const [name, pattern] of words)
        for (const found of line.matchAll(pattern))
            console.log(i + 1, found[0].trim(), name);
});

const matcher = new RegExp(extension.contributes.problemMatchers[0].pattern.regexp);
for (const line of fs.readFileSync('messages', 'utf8').split('\n')) {
    const m = matcher.exec(line);
    if (m) console.log('message', m[1], m[2], m[3], m[4]);
}
