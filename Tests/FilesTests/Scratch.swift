import Files
import Foundation

/// A folder for one test, removed with everything in it at the end.
final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/magpie-files-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func folder() throws -> Folder { try Folder.open(path) }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

extension FileError {
  /// Returns the code of the error that `body` throws; `nil` if it throws none.
  static func code(_ body: () throws -> Void) -> Code? {
    do {
      try body()
      return nil
    } catch {
      return (error as? FileError)?.code
    }
  }
}
