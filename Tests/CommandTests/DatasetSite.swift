import Foundation
import TestSupport
import Testing

/// A crawl of images in several formats, some with captions, and what Python finds in an export of it.
final class DatasetSite {
  let site: LoopbackSite
  let folder: TemporaryFolder
  var path: String { folder.path + "/out" }

  init(images count: Int = 3) throws {
    var routes: [String: Behaviour] = [
      "/": .html(
        "<img src=/a.png alt='A bird'><img src=/b.gif alt=''><img src=/same.png alt=Again>"
          + "<img src=/drawing.svg alt=Drawing><img src=/cut.gif>"
          + (0..<count).map { "<img src=/more/\($0).png>" }.joined()),
      "/a.png": .picture("a"), "/same.png": .picture("a"),
      "/b.gif": .bytes(Picture.gif("b"), type: "image/gif"),
      "/cut.gif": .bytes(Picture.gif("cut").dropLast(), type: "image/gif"),
      "/drawing.svg": .bytes(
        Array("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>".utf8),
        type: "image/svg+xml"),
    ]
    for number in 0..<count {
      routes["/more/\(number).png"] = .bytes(
        Picture.png("more \(number)", padding: 2_000), type: "image/png")
    }
    site = try LoopbackSite(routes: routes)
    folder = try TemporaryFolder()
    let outcome = try Magpie.run([site.url("/"), "-o", path])
    #expect(outcome.status == 0, "\(outcome.stderr)")
  }

  func export(
    _ format: String, _ name: String, _ options: [String] = [],
    environment: [String: String] = [:]
  ) throws -> Shell.Outcome {
    try Shell.run(
      Magpie.path, ["export", path, "--to", format, folder.path + "/" + name] + options,
      environment: Magpie.environment.merging(environment) { $1 })
  }

  /// The names below a folder, without `.` and with folders.
  func names(_ name: String) throws -> Set<String> {
    Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/" + name))
  }

  /// Runs a script with the path of an export.
  func python(_ script: String, _ name: String) throws -> String {
    let outcome = try Shell.run("python3", ["-c", script, folder.path + "/" + name])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    return outcome.stdout
  }

  /// All files of an export with their bytes.
  func bytes(_ name: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for file in try names(name) {
      files[file] = try? Data(contentsOf: folder.file(name + "/" + file))
    }
    return files
  }
}
