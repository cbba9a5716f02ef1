// Measures the frontier, and whole crawls with its journal and without.
//   frontier-bench memory|journal ADDRESSES HOSTS [FOLDER]
//   frontier-bench crawl memory|journal SEED FOLDER
import Foundation

let arguments = CommandLine.arguments
switch arguments.count > 3 ? arguments[1] : "" {
case "crawl" where arguments.count == 5:
  try WholeCrawl(isJournaled: arguments[2] == "journal", seed: arguments[3], folder: arguments[4])
    .run()
case "memory", "journal":
  guard let addresses = Int(arguments[2]), let hosts = Int(arguments[3]), hosts > 0 else {
    fallthrough
  }
  let load = Load(addresses: addresses, hosts: hosts)
  let folder = arguments.count > 4 ? arguments[4] : "."
  print(try arguments[1] == "journal" ? load.journaled(in: folder) : load.inMemory())
default:
  print("usage: frontier-bench memory|journal ADDRESSES HOSTS [FOLDER]")
  print("       frontier-bench crawl memory|journal SEED FOLDER")
  exit(64)
}
