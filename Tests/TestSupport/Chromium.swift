import Foundation

/// Debian's Chromium without a window, driven over its pipe by the DevTools protocol.
///
/// It has an empty profile and finds no host. Tests are skipped if it is not installed:
/// `.enabled(if: Chromium.isAvailable, Chromium.hint)`.
public final class Chromium {
  /// The program, if it is installed.
  private static let program =
    Shell.path(of: "chromium-headless-shell") ?? Shell.path(of: "chromium")

  /// Whether it is installed.
  public static let isAvailable = program != nil
  /// Why tests are skipped without it.
  public static let hint = "there is no Chromium; scripts/setup --test installs it"

  /// What it answered instead of a result.
  public struct Failure: Error, CustomStringConvertible {
    /// Its words.
    public let description: String
  }

  /// An object of the protocol.
  public typealias Message = [String: Any]

  private let process = Process()
  private let profile: TemporaryFolder
  private let input = Pipe()
  private let output = Pipe()
  private var received = Data()
  private var number = 0
  /// The events so far.
  private(set) var events: [Message] = []

  /// Starts it.
  public init() throws {
    profile = try TemporaryFolder()
    guard let program = Self.program else { throw Shell.NotFound(program: "chromium") }
    process.executableURL = URL(filePath: "/bin/bash")
    // It reads its third and writes its fourth descriptor.
    let redirections = "exec \"$@\" 3<&0 4>&1 < /dev/null > /dev/null 2>&1"
    process.arguments =
      [
        "-c", redirections, "bash", program, "--headless=new", "--remote-debugging-pipe",
        "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage", "--disable-component-update",
        "--disable-background-networking", "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--user-data-dir=\(profile.path)",
      ] + (getuid() == 0 ? ["--no-sandbox"] : [])
    process.standardInput = input
    process.standardOutput = output
    try process.start()
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  /// Opens a tab.
  ///
  /// - Parameters:
  ///   - width: its width in CSS pixels.
  ///   - height: its height in CSS pixels.
  ///   - touch: whether it is a telephone, which is touched.
  /// - Returns: the tab, with an empty page.
  /// - Throws: ``Failure``.
  public func page(
    width: Int = 1280, height: Int = 800, touch: Bool = false
  ) throws -> ChromiumPage {
    let target = try call("Target.createTarget", ["url": "about:blank"])
    let attached = try call(
      "Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
    guard let session = attached["sessionId"] as? String else {
      throw Failure(description: "no session: \(attached)")
    }
    let page = ChromiumPage(self, session)
    for domain in ["Page", "Runtime", "Log", "Network"] { try page.call("\(domain).enable") }
    try page.call(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch])
    try page.call("Emulation.setTouchEmulationEnabled", ["enabled": touch])
    return page
  }

  /// Calls a method and returns its result; events that come first are kept.
  @discardableResult
  func call(
    _ method: String, _ parameters: Message = [:], session: String? = nil
  ) throws -> Message {
    number += 1
    let own = number
    var message: Message = ["id": own, "method": method, "params": parameters]
    message["sessionId"] = session
    let data = try JSONSerialization.data(withJSONObject: message)
    try input.fileHandleForWriting.write(contentsOf: data + [0])
    while true {
      let answer = try next()
      guard answer["id"] as? Int == own else {
        events.append(answer)
        continue
      }
      if let error = answer["error"] { throw Failure(description: "\(method): \(error)") }
      return answer["result"] as? Message ?? [:]
    }
  }

  private func next() throws -> Message {
    while true {
      if let end = received.firstIndex(of: 0) {
        let message = received[received.startIndex..<end]
        let object = try JSONSerialization.jsonObject(with: message) as? Message
        received = Data(received[(end + 1)...])
        return object ?? [:]
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { throw Failure(description: "Chromium has ended") }
      received += more
    }
  }
}
