import Addressing
import CrawlModel

/// Collects what a page states about the rights in its images, until the page ends.
///
/// A link with `rel=license` covers the images of the figure or article around it, or else those of
/// the page (HTML §4.6.7.10: the main content of the document). What is nearer counts alone.
struct PageRights {
  /// The maximum nesting depth of figures and articles; deeper ones belong to those around them.
  static let maximumDepth = 16
  /// The maximum number of statements of links and microdata in one page.
  static let maximumStatements = 256

  private struct Scope {
    /// The index of the first link in it.
    var firstLink: Int
    var rights = ImageRights()
  }

  private var scopes = [Scope(firstLink: 0)]
  private var tooDeep = 0
  private var count = 0
  private var described: [JSONLDRights.Image] = []
  private var budget = LinkTextBudget()

  /// Handles the start of a figure or an article.
  mutating func beginScope(at link: Int) {
    guard scopes.count <= Self.maximumDepth else {
      tooDeep += 1
      return
    }
    scopes.append(Scope(firstLink: link))
  }

  /// Handles the end of a figure or an article.
  mutating func endScope(_ links: inout [Link]) {
    guard tooDeep == 0 else {
      tooDeep -= 1
      return
    }
    // The page itself ends last.
    guard scopes.count > 1, let scope = scopes.popLast() else { return }
    apply(scope, to: &links)
  }

  /// Adds a statement for the images of the present scope.
  mutating func add(_ statement: RightsStatement) {
    guard count < Self.maximumStatements else { return }
    count += 1
    scopes[scopes.count - 1].rights.add(statement)
  }

  /// Adds the images that JSON-LD describes.
  mutating func add(_ images: [JSONLDRights.Image]) {
    let room = JSONLDRights.maximumImages - described.count
    described += images.prefix(max(0, room))
  }

  /// Handles the end of the page.
  ///
  /// - Parameters:
  ///   - resolver: resolves relative addresses.
  ///   - links: the links of the page, which receive the statements.
  mutating func finish(_ resolver: ReferenceResolver, _ links: inout [Link]) {
    while let scope = scopes.popLast() { apply(scope, to: &links) }
    guard !described.isEmpty else { return }
    var images: [WebAddress: ImageRights] = [:]
    for image in described {
      let statements = image.rights.statements.map { Self.resolved($0, resolver) }
      for reference in image.addresses {
        guard let address = resolver.address(of: reference.trimmingHTMLSpace) else { continue }
        for statement in statements { images[address, default: ImageRights()].add(statement) }
      }
    }
    for index in links.indices where links[index].mayBeImage && links[index].inline == nil {
      guard let own = images[links[index].address] else { continue }
      // What is stated about the image itself comes first.
      var rights = own
      for statement in links[index].caption.rights?.statements ?? [] { rights.add(statement) }
      if budget.takes(rights.recordedBytes) { links[index].caption.rights = rights }
    }
  }

  private mutating func apply(_ scope: Scope, to links: inout [Link]) {
    guard !scope.rights.isEmpty else { return }
    let bytes = scope.rights.recordedBytes
    for index in scope.firstLink..<links.count
    where links[index].isContent && links[index].caption.rights == nil && budget.takes(bytes) {
      links[index].caption.rights = scope.rights
    }
  }

  /// Returns a statement whose address is a whole one.
  static func resolved(
    _ statement: RightsStatement, _ resolver: ReferenceResolver
  ) -> RightsStatement {
    switch statement.kind {
    case .license, .acquireLicensePage:
      guard let address = resolver.address(of: statement.value.trimmingHTMLSpace) else {
        return statement
      }
      return RightsStatement(statement.kind, in: statement.place, address.text)
    default: return statement
    }
  }
}

extension ImageRights {
  /// The bytes that they take with each link: the values, and some words around each.
  fileprivate var recordedBytes: Int { statements.reduce(0) { $0 + $1.value.utf8.count + 64 } }
}

extension Link {
  /// Whether it leads to an image, or may.
  fileprivate var mayBeImage: Bool { kind == .image || via.role == .fullSize }

  /// Whether it is an image of the page's content, and not of its icon or of a script.
  fileprivate var isContent: Bool {
    switch via.role {
    case .embedded, .metadata, .hyperlink, .fullSize: mayBeImage
    default: false
    }
  }
}
