import Addressing
import Bytes
import CrawlModel
import Files
import Foundation
import Storing

/// An output folder of its own for one test, removed with everything in it at the end.
final class Scratch {
  let path: String
  let output: Folder
  let temporary: Folder

  init(in parent: String = NSTemporaryDirectory()) throws {
    path = parent + "/magpie-storing-" + UUID().uuidString
    output = try Folder.open(path, creating: true)
    temporary = try output.folder(".magpie", creating: true).folder("tmp", creating: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func tree(_ layout: FileLayout = .site) throws -> FileTree {
    try FileTree(output: output, temporary: temporary, layout: layout)
  }

  func read(_ file: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(filePath: path + "/" + file)))
  }

  func write(_ text: String, _ file: String) throws {
    let url = URL(filePath: path + "/" + file)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// All files below `images`, relative to the output folder.
  var files: [String] {
    get throws {
      let root = path + "/images"
      return try FileManager.default.subpathsOfDirectory(atPath: root)
        .filter { name in
          var isFolder: ObjCBool = false
          return FileManager.default.fileExists(
            atPath: root + "/" + name, isDirectory: &isFolder) && !isFolder.boolValue
        }
        .map { "images/" + $0 }.sorted()
    }
  }
}

/// An image whose bytes are a text.
func image(_ address: String, _ text: String, _ format: ImageFormat = .jpeg) throws -> FoundImage {
  let bytes = Array(text.utf8)
  return FoundImage(
    address: try WebAddress(address), facts: ImageFacts(format: format),
    content: ImageContent(bytes))
}
