import Foundation
import TestSupport
import Testing

/// Who may know whom: the directions in which targets depend on each other.
struct DependencyTests {
  private let targets: [PackageDescription.Target]

  init() throws {
    targets = try PackageDescription.ofThisPackage.get().targets
      .filter { $0.path.hasPrefix("Sources/") && $0.type != "test" }
  }

  @Test func `every target has a layer and every layer has a target`() {
    #expect(targets.count > 20)
    for target in targets { #expect(Layer(of: target.name) != nil, "\(target.name)") }
    #expect(Set(targets.compactMap { Layer(of: $0.name) }) == Set(Layer.allCases))
  }

  @Test func `a target depends on the layers below it and no stage on a stage`() throws {
    for target in targets {
      let layer = try #require(Layer(of: target.name))
      for dependency in target.dependencies {
        let below = try #require(Layer(of: dependency))
        #expect(
          layer.mayUse.contains(below), "\(target.name) (\(layer)) uses \(dependency) (\(below))")
      }
    }
  }

  @Test func `a tool depends on its C library and on no tool but bytes`() throws {
    for target in targets where Layer(of: target.name) == .tool {
      let tools = target.dependencies.filter { Layer(of: $0) == .tool }
      #expect(tools.isSubset(of: ["Bytes"]), "\(target.name) uses \(tools)")
    }
  }

  @Test func `words depend on words below them only`() throws {
    for target in targets where target.name == "Addressing" {
      #expect(target.dependencies.isDisjoint(with: ["CrawlModel"]))
    }
    for target in targets where target.name == "CrawlModel" {
      #expect(target.dependencies == ["Addressing"])
    }
  }

  @Test func `products of other packages come in where they may`() throws {
    for target in targets {
      let layer = try #require(Layer(of: target.name))
      guard let allowed = layer.mayUseProducts else {
        #expect(!target.products.contains("ArgumentParser"), "\(target.name)")
        continue
      }
      #expect(target.products.isSubset(of: allowed), "\(target.name) uses \(target.products)")
    }
  }

  @Test func `nothing in Sources depends on what is in Tests`() {
    let sources = Set(targets.map(\.name))
    for target in targets {
      #expect(target.dependencies.isSubset(of: sources), "\(target.name)")
    }
  }
}
