/** What the figures come from, for the page; to be kept true by whoever changes them. */
export const NOTES = `## How files are told apart

1. A folder is read and its files are scanned at once; no list of files is kept. Above 4,000 files the folders that are left are
   shared out to a second thread, on machines with more cores to up to four in all (\`--jobs\`). The result is the same for any number.
2. The bytes of each file are searched for the rarest four bytes of each of about a hundred words, 16 bytes at a time, by a kernel of
   some 350 bytes of WebAssembly (\`src/files/gate.wat\`). The words come from the transforms when the program is built.
3. In the few files that are left the words of each rule are looked for: all of them must be there, kinds behind \`kind\` or \`type\`, and
   what other products have too only counts where the file mentions Kuma.
4. What is left is parsed, once for all releases, and once more after its edits, which is the proof's reading too.
   Of a large stream only the documents of concern are read, of its diff only the lines around the edits.

## Where goals are missed, and why

- **Cold start.** Node itself takes most of what the goal allows. The rest goes to loading the rules of all releases, the words they
  look for, the names each release knows and the YAML parser, and to parsing the file twice, all of it code that runs for the first time: in
  a profile no function of ours takes a tenth of it.
- **Nothing to do.** \`rg\` asks each file for three names. Here each is asked for about a hundred, of every upgrade there is, and what has one
  of them is asked for all that a rule needs; JavaScript pays for each folder and file that is opened. Memory goes to the rules of all releases, and to the second thread.
- **Migrating in place.** The peers replace text. Here each of the files is parsed before and after its edits and compared value by
  value, in eight parsers that each run cold, and each is written to a temporary file, flushed to disk and renamed. That is
  why the other tools are not slower by as much as asked: they prove nothing either.
- **Again on the migrated tree.** Files that were migrated still configure a control plane, so rules of later releases look at them: they
  are parsed, and what changed for them is told again. That is paid for each such file, not for each file of the tree.
- **Streams.** \`sed\` replaces a word. Here each document is asked for all words, those of concern are parsed before and after, at about a
  millisecond each, and what they say is compared; memory goes to the text as read, the text as written, and their bytes.
`
