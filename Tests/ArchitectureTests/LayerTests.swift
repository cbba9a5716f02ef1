import Foundation
import TestSupport
import Testing

/// The directions between the layers, read from the package and from the sources.
struct LayerTests {
  @Test func `every target below Sources has a layer, and every name in the list is a target`()
    throws
  {
    let package = try PackageDescription.read()
    let targets = package.targets.filter { $0.path.hasPrefix("Sources/") }.map(\.name)
    let listed = Layer.targets.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    #expect(Set(targets) == listed)
  }

  @Test func `no target knows one that it may not know`() throws {
    let package = try PackageDescription.read()
    var seen = 0
    for target in package.targets {
      guard let layer = Layer.of(target.name) else { continue }
      for other in target.dependencies {
        seen += 1
        #expect(layer.mayKnow(other), "\(target.name) is a \(layer) and depends on \(other)")
      }
      for product in target.products {
        #expect(
          layer.products.contains(product), "\(target.name) is a \(layer) and uses \(product)")
      }
    }
    #expect(seen > 50)
  }

  /// The products for development are for the nested packages only.
  @Test func `others may import the engine, the words and the queue`() throws {
    let package = try PackageDescription.read()
    let imported = package.products.filter { !$0.name.hasPrefix("Development") }
      .flatMap(\.targets).filter { package.target($0)?.type == "library" }
    #expect(imported.sorted() == ["Addressing", "CrawlModel", "Crawling", "Threads"])
  }

  @Test func `targets stand bottom up under one mark for each layer`() throws {
    let manifest = try String(
      contentsOf: Project.root.appending(path: "Package.swift"), encoding: .utf8)
    let marks = manifest.split(separator: "\n").compactMap { line in
      line.range(of: "// MARK: ").map { String(line[$0.upperBound...]) }
    }
    #expect(marks == ["C", "Tools", "Words", "Stages", "Engine", "Program", "Tests"])
  }

  @Test(arguments: [Layer.word, .stage, .engine, .program])
  func `no pointer is touched above the tools`(layer: Layer) throws {
    for target in try #require(Layer.targets[layer]) {
      for file in try SourceFile.all(below: "Sources/\(target)") {
        #expect(!file.text.contains("unsafe "), "\(file.path) does something unsafe")
        #expect(!file.text.contains("Unsafe"), "\(file.path) touches a pointer")
      }
    }
  }

  @Test func `an unchecked Sendable has its proof beside it`() throws {
    for file in try SourceFile.all(below: "Sources") where file.text.contains("@unchecked Sendable")
    {
      let (claims, proofs) = (
        file.text.components(separatedBy: "@unchecked Sendable").count,
        file.text.components(separatedBy: "// Sendable by proof:").count
      )
      #expect(proofs >= claims, "\(file.path) proves nothing")
    }
  }

  @Test func `what is shared unchecked says why that is safe`() throws {
    for file in try SourceFile.all(below: "Sources") {
      let lines = file.text.split(separator: "\n").map { $0.drop { $0 == " " } }
      for (before, line) in zip(lines, lines.dropFirst()) {
        guard line.contains("nonisolated(unsafe)") else { continue }
        #expect(before.hasPrefix("//"), "\(file.path): \(line)")
      }
    }
  }
}
