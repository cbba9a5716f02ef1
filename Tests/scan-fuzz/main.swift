// Holds the reading of pages with the scan against that without it.
//   scan-fuzz pages FOLDER...               every page below the folders
//   scan-fuzz made COUNT [SEED] [FOLDER]    pages that are made up, also of parts of those below
// Prints what differs, cut down to what makes it differ, and ends with 1 if anything does.
import Foundation
import PageFuzz

let arguments = Array(CommandLine.arguments.dropFirst())
var check = try Check()

switch arguments.first {
case "pages":
  for folder in arguments.dropFirst() {
    for page in Check.pages(in: folder) { check.take(page.bytes, page.name) }
  }
case "made" where arguments.count > 1:
  let first = arguments.count > 2 ? UInt64(arguments[2]) ?? 1 : 1
  let corpus = arguments.count > 3 ? Check.pages(in: arguments[3]).map(\.bytes) : []
  let maker = PageMaker(corpus: corpus)
  for seed in first..<first + (UInt64(arguments[1]) ?? 1000) {
    check.take(maker.page(seed), "seed \(seed)")
  }
default:
  FileHandle.standardError.write(
    Data("usage: scan-fuzz pages FOLDER... | made COUNT [SEED] [FOLDER]\n".utf8))
  exit(64)
}
print("\(check.count) pages, \(check.scanned) of them scanned, \(check.differing) differ")
exit(check.differing == 0 ? 0 : 1)
