import Testing

/// What a package description does not show, read from the sources themselves.
struct ImportTests {
  /// A module that came along with a dependency would compile too.
  @Test func `no file imports what its target may not know`() throws {
    var seen = 0
    for (layer, targets) in Layer.targets {
      for target in targets {
        for file in try SourceFile.all(below: "Sources/\(target)") {
          for module in file.imports where module != target && Layer.of(module) != nil {
            seen += 1
            #expect(layer.mayKnow(module), "\(file.path) is of a \(layer) and imports \(module)")
          }
        }
      }
    }
    #expect(seen > 100)
  }

  /// Such names say where something was put and not what it is.
  @Test(arguments: ["util", "helper", "manager", "common", "misc", "extensions"])
  func `no file or folder is named for a drawer`(word: String) throws {
    for folder in SourceFile.folders {
      for file in try SourceFile.all(below: folder) {
        #expect(!file.path.lowercased().contains(word), "\(file.path)")
      }
    }
  }
}

extension SourceFile {
  /// The modules it imports.
  fileprivate var imports: [String] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place < words.count - 1,
        words[..<place].allSatisfy({ $0.hasPrefix("@") || Self.access.contains($0) })
      else { return nil }
      return words[words.count - 1].split(separator: ".").first.map(String.init)
    }
  }

  private static let access: Set<Substring> = ["public", "package", "internal", "private"]
}
