package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.bpf.BpfText;
import dev.patchbay.packet.capture.CaptureException;
import dev.patchbay.packet.capture.CapturedFrame;
import dev.patchbay.packet.capture.LinkType;
import dev.patchbay.stack.socket.PacketSocket;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.trace.pcap.FilterTarget;
import dev.patchbay.trace.pcap.PcapFilter;
import dev.patchbay.trace.pcap.PcapFilterException;
import dev.patchbay.trace.print.FramePrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One run of `tcpdump`: opens what frames come from, and hands them on until there are enough.
final class Session {
  private static final long SECOND = 1_000_000_000;
  private static final int KIBIBYTE = 1024;

  private final Process process;
  private final Options options;
  private final FramePrinter printer;
  private final ArrayDeque<String> files = new ArrayDeque<>();
  private @Nullable Savefile savefile;
  private @Nullable Source source;
  private @Nullable LiveCapture live;
  private @Nullable PcapFilter filter;
  private long captured;
  private boolean interrupted;

  Session(Process process, Options options) {
    this.process = process;
    this.options = options;
    this.printer = new FramePrinter(options.print(), new LabNames(process));
  }

  int run() throws FileException {
    String list = options.fileList;
    if (list != null) {
      listFiles(list);
    }
    String file = list == null ? options.readFile : files.poll();
    if (file != null) {
      return runFiles(file);
    }
    if (options.code > 0 && options.device == null) {
      return code(compile(assumedLinkType(), FilterTarget.Source.NONE));
    }
    return runLive();
  }

  // ---- files

  private void listFiles(String list) {
    try {
      byte[] all = list.equals("-") ? process.file(0).readAll() : read(list);
      new String(all, StandardCharsets.UTF_8).lines().forEach(files::add);
    } catch (FileException e) {
      throw Options.error("Unable to open file: " + e.errno().text());
    }
    if (files.isEmpty()) {
      throw Options.error("Nothing in " + list);
    }
  }

  private byte[] read(String path) throws FileException {
    return process.files().read(Files.absolute(process.directory(), path));
  }

  private int runFiles(String first) throws FileException {
    int status = 0;
    boolean started = false;
    for (String file = first; file != null && !interrupted; file = files.poll()) {
      SavedCapture saved = open(file);
      LinkType type = saved.linkType();
      tell(
          "reading from file " + file + linkType(type) + ", snapshot length " + saved.snapLength());
      if (type == LinkType.LINUX_SLL2) {
        tell("Warning: interface names might be incorrect");
      }
      PcapFilter compiled = compile(type, FilterTarget.Source.FILE);
      if (options.code > 0) {
        return code(compiled);
      }
      filter = compiled;
      if (!started) {
        begin(saved);
        started = true;
      }
      status = loop(saved);
      saved.close();
      flushOutput();
    }
    if (options.countOnly) {
      process.out().print(plural(captured, "packet") + "\n");
    }
    return end(status);
  }

  private SavedCapture open(String path) throws FileException {
    try {
      OpenFile file =
          path.equals("-")
              ? process.file(0).share()
              : process.files().open(Files.absolute(process.directory(), path), OpenMode.READ, 0);
      return new SavedCapture(new FileInput(file));
    } catch (FileException e) {
      throw Options.error(path + ": " + e.errno().text());
    } catch (CaptureException | IOException e) {
      throw Options.error(String.valueOf(e.getMessage()));
    }
  }

  // ---- devices

  private int runLive() throws FileException {
    String word = options.device;
    String name = word == null ? new Devices(process.netns()).first() : word;
    PacketSocket socket = socket(name);
    try {
      return runLive(name, socket);
    } finally {
      socket.close();
    }
  }

  private PacketSocket socket(String name) {
    try {
      return PacketSocket.open(process, false, 0);
    } catch (SocketException e) {
      throw Options.error(
          name
              + ": You don't have permission to perform this capture on that device\n(socket: "
              + e.errno().text()
              + ")");
    }
  }

  private int runLive(String word, PacketSocket socket) throws FileException {
    String name = word;
    NetDevice device = process.netns().device(name);
    if (device == null && !name.equals(Devices.ANY)) {
      if (!name.matches("[0-9]+")) {
        throw Options.error(name + ": No such device exists\n(No such device exists)");
      }
      name = new Devices(process.netns()).at(name);
      device = process.netns().device(name);
    }
    if (device == null && !name.equals(Devices.ANY)) {
      throw Options.error(name + ": No such device exists\n(No such device exists)");
    }
    if (options.monitor) {
      throw Options.error(name + ": That device doesn't support monitor mode");
    }
    if (options.listsTimestampTypes) {
      tell("Time stamp types for " + name + " (use option -j to set):\n  host (Host)");
      return 0;
    }
    if (device != null && !device.isUp()) {
      throw Options.error(name + ": That device is not up");
    }
    if (options.listsLinkTypes) {
      tell("Data link types for " + name + " (use option -y to set):");
      process.err().print(LinkTypes.list(device));
      return 0;
    }
    LinkType type = chosenLinkType(device, name);
    PcapFilter compiled = compile(type, FilterTarget.Source.LIVE);
    return options.code > 0 ? code(compiled) : capture(name, device, type, compiled, socket);
  }

  private LinkType assumedLinkType() {
    String word = options.linkType;
    LinkType type = word == null ? LinkType.EN10MB : LinkTypes.find(word);
    if (word == null) {
      tell("Warning: assuming Ethernet");
    }
    return type == null ? LinkType.EN10MB : type;
  }

  private LinkType chosenLinkType(@Nullable NetDevice device, String name) {
    LinkType usual = LinkTypes.of(device);
    String word = options.linkType;
    if (word == null && !name.startsWith(Devices.ANY)) {
      return usual;
    }
    LinkType type = word == null ? LinkType.LINUX_SLL2 : LinkTypes.find(word);
    boolean offered = type == usual || (device == null && type == LinkType.LINUX_SLL2);
    if (type == null || !offered) {
      throw Options.error(word + " is not one of the DLTs supported by this device");
    }
    tell("tcpdump: data link type " + type.name());
    return type;
  }

  private int capture(
      String name,
      @Nullable NetDevice device,
      LinkType type,
      PcapFilter compiled,
      PacketSocket socket)
      throws FileException {
    int snapLength = options.snapLength == 0 ? Options.MAXIMUM_SNAP_LENGTH : options.snapLength;
    Ring ring =
        new Ring(type, compiled, options.direction, snapLength, options.bufferKilobytes * KIBIBYTE);
    boolean quick = options.prints() && (options.lineBuffered || process.file(1).isTerminal());
    long period = options.immediate ? 0 : quick ? SECOND / 10 : SECOND;
    LiveCapture capture = new LiveCapture(process, socket, device, type, snapLength, ring, period);
    try {
      capture.bind(!options.aloof);
    } catch (SocketException e) {
      throw Options.error(name + ": " + e.errno().text());
    }
    live = capture;
    begin(capture);
    String verbose =
        options.isVerbose() || options.writeFile != null
            ? ""
            : "verbose output suppressed, use -v[v]... for full protocol decode\n";
    tell(
        "tcpdump: "
            + verbose
            + "listening on "
            + name
            + linkType(type)
            + ", snapshot length "
            + snapLength
            + " bytes");
    return end(loop(capture));
  }

  // ---- what both have in common

  private String expression() throws FileException {
    String file = options.filterFile;
    if (file == null) {
      return String.join(" ", options.expression);
    }
    try {
      return new String(read(file), StandardCharsets.UTF_8).replaceAll("#[^\n]*", "");
    } catch (FileException e) {
      throw Options.error("can't open " + file + ": " + e.errno().text());
    }
  }

  private PcapFilter compile(LinkType type, FilterTarget.Source from) throws FileException {
    FilterTarget target = FilterTarget.of(type).from(from);
    try {
      return PcapFilter.compile(
          expression(), target, new FilterNames(process.files()), options.optimized);
    } catch (PcapFilterException e) {
      throw Options.error(String.valueOf(e.getMessage()));
    }
  }

  /// Prints the filter's program instead of using it.
  private int code(PcapFilter compiled) throws FileException {
    process
        .out()
        .print(
            switch (options.code) {
              case 1 -> BpfText.assembly(compiled.program());
              case 2 -> BpfText.c(compiled.program());
              default -> BpfText.decimal(compiled.program());
            });
    return 0;
  }

  private void begin(Source from) {
    String user = options.user;
    if (user != null && !isUser(user)) {
      throw Options.error("Couldn't find user '" + user + "'");
    }
    String file = options.writeFile;
    if (file != null) {
      savefile = new Savefile(process, options, file, from.linkType(), from.snapLength());
    }
    source = from;
    process.handle(Signal.INT, this::interrupt);
    process.handle(Signal.TERM, this::interrupt);
    process.handle(Signal.PIPE, this::interrupt);
    if (process.handler(Signal.HUP) == null) {
      process.handle(Signal.HUP, this::interrupt);
    }
    process.handle(Signal.USR1, this::tellCounts);
    process.handle(Signal.USR2, this::flush);
  }

  private boolean isUser(String name) {
    try {
      String users = new String(process.files().read("/etc/passwd"), StandardCharsets.UTF_8);
      return users.lines().anyMatch(line -> line.startsWith(name + ":"));
    } catch (FileException e) {
      return false;
    }
  }

  private void interrupt() {
    interrupted = true;
    if (source != null) {
      source.interrupt();
    }
  }

  /// Hands frames on; returns the exit status.
  private int loop(Source from) throws FileException {
    int status = 0;
    try {
      CapturedFrame frame = from.next();
      while (frame != null && take(frame) && !interrupted) {
        frame = options.count > 0 && captured >= options.count ? null : from.next();
      }
    } catch (CaptureException e) {
      status = 1;
      flushOutput();
      tell("tcpdump: pcap_loop: " + e.getMessage());
    } catch (IOException e) {
      status = 1;
      tell("tcpdump: pcap_loop: " + e.getMessage());
    }
    if (interrupted && options.writeFile == null) {
      print("\n");
    }
    return status;
  }

  /// Prints or writes a frame that the filter lets through; false when no more are wanted.
  private boolean take(CapturedFrame frame) throws IOException, FileException {
    byte[] bytes = frame.bytes();
    PcapFilter wanted = filter;
    if (wanted != null && !wanted.matches(bytes, 0, bytes.length, frame.length())) {
      return true;
    }
    captured++;
    boolean more = savefile == null || savefile.write(frame);
    if (!more) {
      tell("Maximum file limit reached: " + options.fileCount);
    } else if (options.prints() && !options.countOnly) {
      print(printer.print(frame));
    }
    return more;
  }

  /// Prints; whoever reads no more ends the run as a signal does.
  private void print(String text) throws FileException {
    try {
      process.out().print(text);
      if (options.lineBuffered) {
        process.flush();
      }
    } catch (FileException e) {
      if (e.errno() != Errno.EPIPE) {
        throw e;
      }
      interrupt();
    }
  }

  private void flushOutput() throws FileException {
    if (options.writeFile == null) {
      process.flush();
    }
  }

  private int end(int status) throws FileException {
    try {
      flushOutput();
    } catch (FileException e) {
      interrupted = true;
    }
    if (live != null) {
      Ring ring = live.ring();
      tell(plural(captured, "packet") + " captured");
      tell(plural(ring.received(), "packet") + " received by filter");
      tell(plural(ring.dropped(), "packet") + " dropped by kernel");
    }
    try {
      if (savefile != null) {
        savefile.close();
      }
    } catch (IOException e) {
      throw Options.error(String.valueOf(e.getMessage()));
    }
    return status;
  }

  private void tellCounts() {
    if (live != null) {
      Ring ring = live.ring();
      tell(
          "tcpdump: %s captured, %s received by filter, %s dropped by kernel"
              .formatted(
                  plural(captured, "packet"),
                  plural(ring.received(), "packet"),
                  plural(ring.dropped(), "packet")));
    }
  }

  private void flush() {
    try {
      if (savefile != null) {
        savefile.flush();
      }
    } catch (IOException e) {
      tell("tcpdump: " + e.getMessage());
    }
  }

  private void tell(String line) {
    process.complain(line);
  }

  private static String linkType(LinkType type) {
    return ", link-type " + LinkTypes.text(type);
  }

  private static String plural(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
