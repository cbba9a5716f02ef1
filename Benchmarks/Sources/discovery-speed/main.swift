// Measures how fast links are found in the documents of a folder:
//   discovery-speed FOLDER [ROUNDS] [full]    a row for each kind of document, and the slowest pages;
//                                             full: without the scan before libxml2
//   discovery-speed FOLDER count              how many documents, bytes, links and images there are
import Addressing
import CrawlModel
import Extracting
import Foundation

struct Document {
  var name: String
  var bytes: [UInt8]
  var best = Duration.seconds(1_000)
  var links = 0
}

let arguments = CommandLine.arguments
guard arguments.count >= 2, let base = try? WebAddress("http://page.test/") else {
  FileHandle.standardError.write(
    Data("usage: discovery-speed FOLDER [ROUNDS] [full] | FOLDER count\n".utf8))
  exit(64)
}
let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 5 : 5

func documents(in folder: String, _ suffixes: [String]) -> [Document] {
  let root = URL(filePath: folder)
  let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
  return names.sorted().filter { name in suffixes.contains { name.hasSuffix($0) } }.compactMap {
    guard let data = try? Data(contentsOf: root.appending(path: $0)) else { return nil }
    return Document(name: $0, bytes: [UInt8](data))
  }
}

let kinds: [(DocumentKind, [String])] = [(.html, [".html", ".htm", ".xhtml"]), (.css, [".css"])]

if arguments.count > 2, arguments[2] == "count" {
  var counts = (pages: 0, bytes: 0, links: 0, images: 0)
  for (kind, suffixes) in kinds {
    let extractor = LinkExtractors.extractor(for: kind)
    for document in documents(in: arguments[1], suffixes) {
      counts.pages += 1
      counts.bytes += document.bytes.count
      let context = DocumentContext(address: base)
      _ = try extractor.extract(from: document.bytes.span, in: context) { link in
        counts.links += 1
        if link.kind == .image { counts.images += 1 }
      }
    }
  }
  print(counts.pages, counts.bytes, counts.links, counts.images)
  exit(0)
}

func megabytesPerSecond(_ bytes: Int, _ time: Duration) -> Double {
  let (seconds, attoseconds) = time.components
  return Double(bytes) / 1e6 / (Double(seconds) + Double(attoseconds) / 1e18)
}

for (kind, suffixes) in kinds {
  var documents = documents(in: arguments[1], suffixes)
  guard !documents.isEmpty else { continue }
  let extractor = LinkExtractors.extractor(for: kind)
  let context = DocumentContext(
    address: base, isReadInFull: arguments.count > 3 && arguments[3] == "full")
  for _ in 0..<rounds {
    for index in documents.indices {
      var links = 0
      let bytes = documents[index].bytes
      let start = ContinuousClock.now
      _ = try extractor.extract(from: bytes.span, in: context) { _ in links += 1 }
      let time = ContinuousClock.now - start
      documents[index].links = links
      documents[index].best = min(documents[index].best, time)
    }
  }
  let bytes = documents.reduce(0) { $0 + $1.bytes.count }
  let time = documents.reduce(Duration.zero) { $0 + $1.best }
  let speed = Int(megabytesPerSecond(bytes, time))
  let links = documents.reduce(0) { $0 + $1.links }
  print(
    "| \(kind.rawValue) | \(documents.count) | \(bytes / 1000) kB | \(links) | \(speed) MB/s a core |"
  )
  let slowest = documents.sorted {
    megabytesPerSecond($0.bytes.count, $0.best) < megabytesPerSecond($1.bytes.count, $1.best)
  }
  for document in slowest.filter({ $0.bytes.count > 20_000 }).prefix(3) {
    let speed = Int(megabytesPerSecond(document.bytes.count, document.best))
    print(
      "|   slowest: \(document.name) |  | \(document.bytes.count / 1000) kB | \(document.links) | \(speed) MB/s |"
    )
  }
}
