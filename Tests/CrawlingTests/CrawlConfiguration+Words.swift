import CrawlModel
public import Crawling

extension CrawlConfiguration {
  /// An option that the tests do not know.
  struct UnknownOption: Error {
    let word: String
  }

  /// Takes the options of a run in an `expected.json`, written as on the command line.
  mutating func take(_ words: [String]) throws {
    var words = words[...]
    while let name = words.popFirst() {
      if name == "--no-sitemaps" {
        readsSitemaps = false
        continue
      }
      let value = words.popFirst() ?? ""
      switch name {
      case "--depth": maximumDepth = Int(value)
      case "--scope": pageReach = try Self.known(PageReach(rawValue: value), name)
      case "--images": imageReach = try Self.known(ImageReach(rawValue: value), name)
      case "--include": includePages.append(AddressPattern(stringLiteral: value))
      case "--exclude": excludePages.append(AddressPattern(stringLiteral: value))
      case "--include-image": includeImages.append(AddressPattern(stringLiteral: value))
      case "--exclude-image": excludeImages.append(AddressPattern(stringLiteral: value))
      case "--formats":
        formats = Set(
          try value.split(separator: ",").map {
            try Self.known(ImageFormat(rawValue: String($0)), name)
          })
      case "--variants": variants = try Self.known(VariantChoice(rawValue: value), name)
      case "--min-width": minimumWidth = Int(value)
      case "--min-height": minimumHeight = Int(value)
      case "--max-pixels": maximumPixels = Int(value)
      case "--min-bytes": minimumBytes = Int(value)
      case "--max-bytes": maximumBytes = try Self.known(Int(value), name)
      case "--retries": retries = try Self.known(Int(value), name)
      case "--layout": layout = try Self.known(FileLayout(rawValue: value), name)
      default: throw UnknownOption(word: name)
      }
    }
  }

  private static func known<Value>(_ value: Value?, _ name: String) throws -> Value {
    guard let value else { throw UnknownOption(word: name) }
    return value
  }
}

/// In a test, an expression is a literal, and a wrong one is a mistake of the test.
extension AddressPattern: ExpressibleByStringLiteral {
  /// Makes the pattern of a literal.
  public init(stringLiteral text: String) {
    do { try self.init(text) } catch { fatalError("\(error)") }
  }
}

extension RequestHeader: ExpressibleByStringLiteral {
  /// Makes the header of a literal.
  public init(stringLiteral text: String) {
    do { try self.init(text) } catch { fatalError("\(error)") }
  }
}

extension Contact: ExpressibleByStringLiteral {
  /// Makes the contact of a literal.
  public init(stringLiteral text: String) {
    do { try self.init(text) } catch { fatalError("\(error)") }
  }
}

extension LanguageList: ExpressibleByStringLiteral {
  /// Makes the list of a literal.
  public init(stringLiteral text: String) {
    do { try self.init(text) } catch { fatalError("\(error)") }
  }
}

extension Proxy: ExpressibleByStringLiteral {
  /// Makes the proxy of a literal.
  public init(stringLiteral text: String) {
    do { try self.init(text) } catch { fatalError("\(error)") }
  }
}

extension CertificateFile: ExpressibleByStringLiteral {
  /// Makes the file of a literal.
  public init(stringLiteral text: String) {
    do { try self.init(text) } catch { fatalError("\(error)") }
  }
}
