import Files
import Foundation
import Reporting

/// An output folder of its own for one test, removed with all its content at the end.
final class Scratch {
  let path: String
  let output: Folder
  let temporary: Folder

  init(in parent: String = NSTemporaryDirectory()) throws {
    path = parent + "/magpie-reporting-" + UUID().uuidString
    output = try Folder.open(path, creating: true)
    temporary = try output.folder(".magpie", creating: true).folder("tmp", creating: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var manifest: ManifestWriter {
    ManifestWriter(RecordFolder(output: output, temporary: temporary))
  }

  func read(_ file: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(filePath: path + "/" + file)))
  }
}
