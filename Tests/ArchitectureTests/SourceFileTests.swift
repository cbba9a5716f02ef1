import Testing

/// What holds for the text of every file.
struct SourceFileTests {
  @Test func `no file has more than 400 lines`() throws {
    let files = try SourceFile.all(below: "Sources", "Tests")
    #expect(files.count > 200)
    for file in files { #expect(file.lines.count <= 401, "\(file.path): \(file.lines.count)") }
  }

  /// Such names say where something was put and not what it is.
  @Test(arguments: ["util", "helper", "manager", "common", "misc", "extensions"])
  func `no file or folder is named for a drawer`(word: String) throws {
    for file in try SourceFile.all(below: "Sources", "Tests") {
      #expect(!file.path.lowercased().contains(word), "\(file.path)")
    }
  }

  /// The package description names dependencies; an import of one that came along with another
  /// would still compile.
  @Test func `no stage imports a stage and no tool what is above it`() throws {
    var seen = 0
    for file in try SourceFile.all(below: "Sources") {
      guard let layer = Layer(of: file.target) else { continue }
      for module in file.imports {
        guard let other = Layer(of: module), module != file.target else { continue }
        seen += 1
        #expect(layer.mayUse.contains(other), "\(file.path) imports \(module)")
      }
    }
    #expect(seen > 100)
  }

  @Test func `raw pointers stay in the tools`() throws {
    for file in try SourceFile.all(below: "Sources") {
      guard let layer = Layer(of: file.target), layer != .tool, layer != .c else { continue }
      for line in file.lines where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        #expect(!line.contains("UnsafeMutable"), "\(file.path): \(line)")
        #expect(!line.contains("UnsafePointer"), "\(file.path): \(line)")
      }
    }
  }

  @Test func `only the fetching stage and the engine know libcurl`() throws {
    for file in try SourceFile.all(below: "Sources") where file.imports.contains("Curl") {
      #expect(["Fetching", "Crawling"].contains(file.target), "\(file.path)")
    }
  }
}
