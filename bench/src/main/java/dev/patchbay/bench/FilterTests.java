package dev.patchbay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.packet.bpf.BpfText;
import dev.patchbay.packet.capture.CaptureException;
import dev.patchbay.packet.capture.CaptureReader;
import dev.patchbay.packet.capture.CapturedFrame;
import dev.patchbay.packet.capture.LinkType;
import dev.patchbay.trace.pcap.FilterTarget;
import dev.patchbay.trace.pcap.Names;
import dev.patchbay.trace.pcap.PcapFilter;
import dev.patchbay.trace.pcap.PcapFilterException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/// The other half of `bench/filter-tests`: answers a line for each line that is asked.
///
/// `code TYPE EXPRESSION` and `plain TYPE EXPRESSION` ask for the program, optimized or not, and
/// `select FILE EXPRESSION` for the packets of a file: how many are selected, and a sum over their
/// bytes. The words are parted by tabulators; so are the lines of a program.
public final class FilterTests {
  /// What the expressions of the tests name, as /etc has it everywhere.
  private static final Names NAMES =
      new Names() {
        @Override
        public int port(String name, String protocol) {
          return switch (name) {
            case "ftp" -> protocol.equals("tcp") ? 21 : -1;
            case "ftp-data" -> protocol.equals("tcp") ? 20 : -1;
            case "domain" -> 53;
            default -> -1;
          };
        }

        @Override
        public int protocol(String name) {
          return switch (name) {
            case "tcp" -> 6;
            case "udp" -> 17;
            default -> -1;
          };
        }
      };

  private FilterTests() {}

  public static void main(String[] words) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] parts = line.split("\t", 3);
      System.out.println(answer(parts[0], parts[1], parts[2]));
      System.out.flush();
    }
  }

  private static String answer(String asked, String of, String expression) throws IOException {
    try {
      if (asked.equals("select")) {
        return select(Path.of(of), expression);
      }
      FilterTarget target = FilterTarget.of(LinkType.valueOf(of));
      boolean optimize = asked.equals("code");
      PcapFilter filter = PcapFilter.compile(expression, target, NAMES, optimize);
      return BpfText.assembly(filter.program()).replace("\t", " ").replace("\n", "\t");
    } catch (PcapFilterException | CaptureException refused) {
      return "tcpdump: " + refused.getMessage();
    }
  }

  private static String select(Path file, String expression)
      throws IOException, CaptureException, PcapFilterException {
    int count = 0;
    CRC32 sum = new CRC32();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      CaptureReader reader = CaptureReader.open(in);
      FilterTarget target = FilterTarget.of(reader.linkType()).from(FilterTarget.Source.FILE);
      PcapFilter filter = PcapFilter.compile(expression, target, NAMES, true);
      for (CapturedFrame frame = reader.next(); frame != null; frame = reader.next()) {
        byte[] bytes = frame.bytes();
        if (filter.matches(bytes, 0, bytes.length, frame.length())) {
          count++;
          sum.update(bytes);
        }
      }
    }
    return count + " " + Long.toHexString(sum.getValue());
  }
}
