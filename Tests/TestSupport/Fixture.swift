public import Foundation

/// What stands in the folder `fixtures`.
public enum Fixture {
  /// The bytes of a file, by its path below `fixtures`.
  public static func data(_ path: String) throws -> Data {
    try Data(contentsOf: Project.fixture(path))
  }

  /// The text of a file in UTF-8, by its path below `fixtures`.
  public static func text(_ path: String) throws -> String {
    String(decoding: try data(path), as: UTF8.self)
  }

  /// The folder of a test site, to be given to `LoopbackSite(folder:)`.
  public static func site(_ name: String) -> URL { Project.fixture("sites/" + name) }

  /// What a crawl of a test site must find.
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
