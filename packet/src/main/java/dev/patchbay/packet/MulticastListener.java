package dev.patchbay.packet;

/// The messages of multicast listener discovery, version 1 (RFC 2710) and 2 (RFC 3810), at the
/// index of their [Icmpv6] header.
///
/// ```
///  query, report, done  4 response delay  8 group
///  query of version 2   24 S QRV  25 QQIC  26 number of sources  28 sources
///  report of version 2  6 number of records  8 records
///  record               0 type  2 number of sources  4 group  20 sources
/// ```
public final class MulticastListener {
  static final int DELAY = 4;
  static final int GROUP = 8;
  static final int ROBUSTNESS = 24;
  static final int SUPPRESS = 8;
  static final int INTERVAL_CODE = 25;
  static final int SOURCES = 26;
  static final int RECORDS = 6;
  static final int RECORD_SOURCES = 2;
  static final int RECORD_GROUP = 4;

  /// Bytes of a message of version 1.
  public static final int HEADER = 24;

  /// Bytes of a query of version 2 in front of its sources.
  public static final int QUERY_HEADER = 28;

  /// Bytes of a report of version 2 in front of its records.
  public static final int REPORT_HEADER = 8;

  /// Bytes of a record in front of its sources.
  public static final int RECORD_HEADER = 20;

  /// Bytes of a source.
  public static final int SOURCE = 16;

  /// The types of records.
  public static final int MODE_IS_INCLUDE = 1;

  public static final int MODE_IS_EXCLUDE = 2;
  public static final int CHANGE_TO_INCLUDE = 3;
  public static final int CHANGE_TO_EXCLUDE = 4;
  public static final int ALLOW_NEW_SOURCES = 5;
  public static final int BLOCK_OLD_SOURCES = 6;

  private MulticastListener() {}

  // ---- queries and what version 1 says

  /// How long hosts may wait before they answer: milliseconds of version 1, the code of version 2.
  public static int responseDelay(byte[] bytes, int at) {
    return Wire.u16(bytes, at + DELAY);
  }

  public static void responseDelay(byte[] bytes, int at, int delay) {
    Wire.u16(bytes, at + DELAY, delay);
  }

  /// Milliseconds that a code of version 2 means (RFC 3810 section 5.1.3).
  public static int millis(int code) {
    return code < 0x8000 ? code : ((code & 0xfff) | 0x1000) << ((code >>> 12 & 7) + 3);
  }

  public static long groupHi(byte[] bytes, int at) {
    return Wire.i64(bytes, at + GROUP);
  }

  public static long groupLo(byte[] bytes, int at) {
    return Wire.i64(bytes, at + GROUP + 8);
  }

  public static void group(byte[] bytes, int at, long hi, long lo) {
    Wire.i64(bytes, at + GROUP, hi);
    Wire.i64(bytes, at + GROUP + 8, lo);
  }

  /// How often the querier wants things said, 0 when that does not fit (`QRV`).
  public static int robustness(byte[] bytes, int at) {
    return Wire.u8(bytes, at + ROBUSTNESS) & 7;
  }

  public static void robustness(byte[] bytes, int at, int times) {
    Wire.u8(bytes, at + ROBUSTNESS, times & 7);
  }

  /// Whether routers leave their timers as they are (`S`).
  public static boolean suppresses(byte[] bytes, int at) {
    return (Wire.u8(bytes, at + ROBUSTNESS) & SUPPRESS) != 0;
  }

  public static void suppresses(byte[] bytes, int at, boolean value) {
    Wire.u8(bytes, at + ROBUSTNESS, robustness(bytes, at) | (value ? SUPPRESS : 0));
  }

  /// Seconds between the querier's queries (`QQIC`, RFC 3810 section 5.1.9).
  public static int queryInterval(byte[] bytes, int at) {
    int code = Wire.u8(bytes, at + INTERVAL_CODE);
    return code < 0x80 ? code : ((code & 0xf) | 0x10) << ((code >>> 4 & 7) + 3);
  }

  /// Writes a code below 128, which are so many seconds.
  public static void queryInterval(byte[] bytes, int at, int seconds) {
    Wire.u8(bytes, at + INTERVAL_CODE, seconds);
  }

  /// How many sources a query of version 2 asks for.
  public static int sources(byte[] bytes, int at) {
    return Wire.u16(bytes, at + SOURCES);
  }

  public static void sources(byte[] bytes, int at, int count) {
    Wire.u16(bytes, at + SOURCES, count);
  }

  /// The first half of the address at `at` in a list of sources.
  public static long sourceHi(byte[] bytes, int at) {
    return Wire.i64(bytes, at);
  }

  public static long sourceLo(byte[] bytes, int at) {
    return Wire.i64(bytes, at + 8);
  }

  /// Writes a source and returns the index behind it.
  public static int writeSource(byte[] bytes, int at, long hi, long lo) {
    Wire.i64(bytes, at, hi);
    Wire.i64(bytes, at + 8, lo);
    return at + SOURCE;
  }

  // ---- reports of version 2

  /// How many records a report has.
  public static int records(byte[] bytes, int at) {
    return Wire.u16(bytes, at + RECORDS);
  }

  public static void records(byte[] bytes, int at, int count) {
    Wire.u16(bytes, at + RECORDS, count);
  }

  /// Writes the head of a record, which has no sources yet, and returns the index behind it.
  public static int writeRecord(byte[] bytes, int at, int type, long hi, long lo) {
    Wire.i32(bytes, at, type << 24);
    Wire.i64(bytes, at + RECORD_GROUP, hi);
    Wire.i64(bytes, at + RECORD_GROUP + 8, lo);
    return at + RECORD_HEADER;
  }

  public static int recordType(byte[] bytes, int at) {
    return Wire.u8(bytes, at);
  }

  public static int recordSources(byte[] bytes, int at) {
    return Wire.u16(bytes, at + RECORD_SOURCES);
  }

  public static void recordSources(byte[] bytes, int at, int count) {
    Wire.u16(bytes, at + RECORD_SOURCES, count);
  }

  public static long recordGroupHi(byte[] bytes, int at) {
    return Wire.i64(bytes, at + RECORD_GROUP);
  }

  public static long recordGroupLo(byte[] bytes, int at) {
    return Wire.i64(bytes, at + RECORD_GROUP + 8);
  }

  /// Bytes of the whole record at `at`, without auxiliary words.
  public static int recordLength(byte[] bytes, int at) {
    return RECORD_HEADER + recordSources(bytes, at) * SOURCE + (Wire.u8(bytes, at + 1) << 2);
  }
}
