public import Addressing

/// Keeps a crawl inside the folders of its seeds.
public struct PathRule: Sendable {
  private let folders: [(place: Place, folder: String)]

  /// Creates the rule for these seeds: both `/a/b.html` and `/a/` mean the folder `/a/`.
  public init(seeds: [WebAddress]) {
    folders = seeds.map { seed in
      let path = seed.path
      let end = path.lastIndex(of: "/") ?? path.startIndex
      return (Place(seed), String(path[...end]))
    }
  }

  /// Whether an address is in one of the folders.
  public func includes(_ address: WebAddress) -> Bool {
    let place = Place(address)
    return folders.contains { $0.place == place && address.path.hasPrefix($0.folder) }
  }
}
