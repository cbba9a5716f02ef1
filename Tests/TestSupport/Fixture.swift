public import Foundation

/// The files of the folder `fixtures`.
public enum Fixture {
  /// Returns the bytes of a file, by its path below `fixtures`.
  public static func data(_ path: String) throws -> Data {
    try Data(contentsOf: Project.fixture(path))
  }

  /// Returns the text of a file in UTF-8, by its path below `fixtures`.
  public static func text(_ path: String) throws -> String {
    String(decoding: try data(path), as: UTF8.self)
  }

  /// Returns the folder of a test site, for `LoopbackSite(folder:)`.
  public static func site(_ name: String) -> URL { Project.fixture("sites/" + name) }

  /// Returns what a crawl of a test site must find.
  public static func expectation(of site: String) throws -> SiteExpectation {
    try JSONDecoder().decode(SiteExpectation.self, from: data("sites/\(site)/expected.json"))
  }

  /// The names of all test sites, sorted.
  public static func sites() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Project.fixture("sites").path).filter {
      FileManager.default.fileExists(atPath: site($0).appending(path: "expected.json").path)
    }.sorted()
  }
}
