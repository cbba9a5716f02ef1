import S3
import Testing

struct S3AddressTests {
  static let account: [String: String] = [
    "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret",
  ]

  @Test(
    arguments: [
      ("s3://photos", "photos", ""), ("s3://photos/", "photos", ""),
      ("s3://photos/birds", "photos", "birds"),
      ("s3://p.q-1/a/year=2026//", "p.q-1", "a/year=2026"),
    ])
  func `the bucket and the prefix are read, and slashes at the end are left out`(
    text: String, bucket: String, prefix: String
  ) throws {
    let address = try S3Address(text)
    #expect(address.bucket == bucket)
    #expect(address.prefix == prefix)
  }

  @Test(
    arguments: [
      "", "s3:", "s3://", "s3:///x", "https://photos", "s3://ab", "s3://Photos", "s3://pho_tos",
      "s3://-photos", "s3://photos-", "s3://pho..tos", "s3://192.168.1.1", "s3://photos/a b",
      "s3://photos/a%20b", "s3://photos/ä", "s3://photos/../x", "s3://photos/./x",
      "s3://photos//x", "s3://photos/x?y", "s3://photos/x#y", "s3://user:secret@photos/x",
      "s3://photos/" + String(repeating: "x", count: 513),
      "s3://" + String(repeating: "x", count: 64),
    ])
  func `an address that is none is refused`(text: String) {
    #expect {
      _ = try S3Address(text)
    } throws: { error in
      (error as? S3Error)?.code == .badAddress
    }
  }

  @Test
  func `an object has the prefix in its address and in its name`() throws {
    let address = try S3Address("s3://photos/birds")
    #expect(address.address(of: "ab/cd.png") == "s3://photos/birds/ab/cd.png")
    #expect(address.name(ofAddress: "s3://photos/birds/ab/cd.png") == "ab/cd.png")
    #expect(address.name(ofAddress: "s3://photos/birdsong/ab/cd.png") == nil)
    #expect(address.name(ofAddress: "s3://other/birds/ab/cd.png") == nil)
  }

  @Test(
    arguments: [
      ("s3://photos/a", [:], "https://photos.s3.us-east-1.amazonaws.com/a/x"),
      (
        "s3://photos/a", ["AWS_DEFAULT_REGION": "eu-west-1"],
        "https://photos.s3.eu-west-1.amazonaws.com/a/x"
      ),
      (
        "s3://my.photos", ["AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-2"],
        "https://s3.eu-west-1.amazonaws.com/my.photos/x"
      ),
      (
        "s3://photos", ["AWS_REGION": "cn-north-1"],
        "https://photos.s3.cn-north-1.amazonaws.com.cn/x"
      ),
      (
        "s3://photos/y=1,2", ["AWS_ENDPOINT_URL": "http://127.0.0.1:9000/"],
        "http://127.0.0.1:9000/photos/y%3D1%2C2/x"
      ),
      (
        "s3://photos",
        [
          "AWS_ENDPOINT_URL": "http://other",
          "AWS_ENDPOINT_URL_S3": "https://s3.example:8443/v1/s3",
        ],
        "https://s3.example:8443/v1/s3/photos/x"
      ),
    ] as [(String, [String: String], String)])
  func `the bucket is in the host at Amazon, and in the path where an endpoint is given`(
    text: String, variables: [String: String], address: String
  ) throws {
    let account = try S3Account(Self.account.merging(variables) { $1 })
    let place = S3Place(try S3Address(text), account)
    #expect(place.webAddress(of: "x") == address)
    #expect(address.hasPrefix(place.origin + "/"))
  }

  @Test(
    arguments: [
      (["AWS_ACCESS_KEY_ID": ""], "AWS_ACCESS_KEY_ID"),
      (["AWS_SECRET_ACCESS_KEY": ""], "AWS_SECRET_ACCESS_KEY"),
      (["AWS_SECRET_ACCESS_KEY": "hidden\n"], "AWS_SECRET_ACCESS_KEY"),
      (["AWS_SESSION_TOKEN": "hidden x"], "AWS_SESSION_TOKEN"),
      (["AWS_REGION": "eu west"], "AWS_REGION"),
      (["AWS_ENDPOINT_URL": "ftp://x"], "AWS_ENDPOINT_URL"),
      (["AWS_ENDPOINT_URL_S3": "https://user:hidden@x"], "AWS_ENDPOINT_URL_S3"),
      (["AWS_ENDPOINT_URL_S3": "https://x/?q=hidden"], "AWS_ENDPOINT_URL_S3"),
      (["AWS_ENDPOINT_URL_S3": "nonsense hidden"], "AWS_ENDPOINT_URL_S3"),
    ])
  func `what cannot be used of the environment is named, and no secret is`(
    variables: [String: String], name: String
  ) {
    #expect {
      _ = try S3Account(Self.account.merging(variables) { $1 })
    } throws: { error in
      let message = (error as? S3Error)?.message ?? ""
      return message.contains(name) && !message.contains("hidden") && !message.contains("secret ")
    }
  }
}
