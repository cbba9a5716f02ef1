// Holds the reading of pages with the scan against that without it.
//   scan-fuzz pages FOLDER...               every page below the folders
//   scan-fuzz made COUNT [SEED] [FOLDER]    the seeds in corpora/html, and pages that are made up, also
//                                           of parts of the seeds and of the pages below the folder
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
  let seeds = Check.pages(in: Check.seeds)
  guard !seeds.isEmpty else {
    FileHandle.standardError.write(Data("scan-fuzz: there are no pages in \(Check.seeds)\n".utf8))
    exit(66)
  }
  for page in seeds { check.take(page.bytes, page.name) }
  let more = arguments.count > 3 ? Check.pages(in: arguments[3]) : []
  let maker = PageMaker(corpus: (seeds + more).map(\.bytes))
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
