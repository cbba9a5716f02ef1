import Foundation

/// A file system of a few hundred kibibytes in memory, unmounted when it is released.
public final class SmallDisk: Sendable {
  /// Its mount point.
  public let path = NSTemporaryDirectory() + "/magpie-disk-" + UUID().uuidString

  /// Mounts it; returns `nil` if this process may not.
  public convenience init?(kibibytes: Int = 256) { self.init(options: "size=\(kibibytes)k") }

  /// Mounts it with options of tmpfs(5); returns `nil` if this process may not.
  public init?(options: String) {
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard mount("none", path, "tmpfs", 0, options) == 0 else {
      try? FileManager.default.removeItem(atPath: path)
      return nil
    }
  }

  /// Resizes it; returns `false` if that is not possible.
  public func resize(kibibytes: Int) -> Bool {
    mount("none", path, "tmpfs", UInt(MS_REMOUNT), "size=\(kibibytes)k") == 0
  }

  /// Makes it read-only, or writable again; returns `false` if that is not possible.
  public func setReadOnly(_ isReadOnly: Bool) -> Bool {
    mount("none", path, "tmpfs", UInt(MS_REMOUNT) | (isReadOnly ? UInt(MS_RDONLY) : 0), nil) == 0
  }

  deinit {
    umount2(path, Int32(MNT_DETACH))
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Whether this process may mount file systems.
  public static let isPossible = SmallDisk() != nil
}
