import Foundation

/// A file system of a few hundred kibibytes in memory, unmounted when it is released.
public final class SmallDisk: Sendable {
  /// Where it is mounted.
  public let path = NSTemporaryDirectory() + "/magpie-disk-" + UUID().uuidString

  /// Mounts it; `nil` where this process may not.
  public init?(kibibytes: Int = 256) {
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard mount("none", path, "tmpfs", 0, "size=\(kibibytes)k") == 0 else {
      try? FileManager.default.removeItem(atPath: path)
      return nil
    }
  }

  /// Makes it smaller or larger; `false` where that is not possible.
  public func resize(kibibytes: Int) -> Bool {
    mount("none", path, "tmpfs", UInt(MS_REMOUNT), "size=\(kibibytes)k") == 0
  }

  /// Lets nobody write to it, or everybody again; `false` where that is not possible.
  public func setReadOnly(_ isReadOnly: Bool) -> Bool {
    mount("none", path, "tmpfs", UInt(MS_REMOUNT) | (isReadOnly ? UInt(MS_RDONLY) : 0), nil) == 0
  }

  deinit {
    umount2(path, Int32(MNT_DETACH))
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Whether this process may mount one.
  public static let isPossible = SmallDisk() != nil
}
