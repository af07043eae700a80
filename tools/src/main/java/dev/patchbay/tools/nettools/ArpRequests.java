package dev.patchbay.tools.nettools;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.neighbour.ArpIoctl;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// `arp -s`, `-d` and `-f`: sets entries and takes them away.
final class ArpRequests {
  private static final int WRONG_USAGE = 3;
  private static final int NAME_LENGTH = 15;
  private static final String HOST_MASK = "255.255.255.255";

  /// The words are wrong: the usage follows.
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong() {
      super(null, null, false, false);
    }
  }

  private final Process process;
  private final Arp.Options options;
  private final InetNames names;
  private String device;
  private Ip mask = Ip.v4(-1);
  private int flags;

  ArpRequests(Process process, Arp.Options options) {
    this.process = process;
    this.options = options;
    this.names = new InetNames(process);
    this.device = options.device();
  }

  // ---- -s

  /// Sets the entry that the words say; returns the exit status.
  int set(Args args) throws FileException {
    Ip ip = host(args);
    if (!args.hasNext()) {
      throw failed("arp: need hardware address");
    }
    String word = args.next();
    NetDevice owner = options.useDevice() ? owner(word) : null;
    Mac address = owner == null ? hardwareAddress(word) : owner.address();
    int type = owner == null ? hardware().number() : owner.hardwareType();
    flags = ArpIoctl.PERMANENT | ArpIoctl.COMPLETE;
    try {
      while (args.hasNext()) {
        modifier(args.next(), args);
      }
    } catch (Wrong wrong) {
      return Arp.usage(process, WRONG_USAGE);
    }
    say("arp: SIOCSARP()");
    try {
      ioctl().set(new ArpIoctl.Entry(ip, type, address, flags, mask, cut(device)));
      return 0;
    } catch (NetlinkException e) {
      throw failed("SIOCSARP: " + e.errno().text());
    }
  }

  private HardwareType hardware() {
    return options.hardware() == null ? HardwareType.ETHER : options.hardware();
  }

  private static Mac hardwareAddress(String word) {
    Mac address = EtherText.parse(word);
    if (address == null) {
      throw failed("arp: invalid hardware address");
    }
    return address;
  }

  private NetDevice owner(String name) {
    NetDevice owner = process.netns().device(name);
    if (owner == null) {
      throw failed("arp: cant get HW-Address for `" + name + "': No such device.");
    }
    return owner;
  }

  private void modifier(String word, Args args) throws Wrong {
    switch (word) {
      case "pub" -> flags |= ArpIoctl.PUBLISHED;
      case "priv" -> flags &= ~ArpIoctl.PUBLISHED;
      case "temp" -> flags &= ~ArpIoctl.PERMANENT;
      case "trail" -> flags |= ArpIoctl.TRAILERS;
      case "dontpub" -> flags |= ArpIoctl.DONT_PUBLISH;
      case "auto" -> flags |= ArpIoctl.MAGIC;
      default -> placeWord(word, args);
    }
  }

  private void placeWord(String word, Args args) throws Wrong {
    boolean isKnown = word.equals("dev") || word.equals("netmask");
    if (!isKnown || !args.hasNext()) {
      throw new Wrong();
    }
    String value = args.next();
    if (word.equals("dev")) {
      device = value;
    } else if (!value.equals(HOST_MASK)) {
      mask = resolved(value);
      flags |= ArpIoctl.NETMASK;
    }
  }

  // ---- -d

  /// Takes away the entry that the words say: the host's own, or the one it is answered for by, or
  /// whichever there is; returns the exit status.
  int delete(Args args) throws FileException {
    String word = args.peek() == null ? "" : args.rest().getFirst();
    Ip ip = host(args);
    boolean own = false;
    boolean published = false;
    try {
      while (args.hasNext()) {
        String modifier = args.next();
        switch (modifier) {
          case "pub" -> published = true;
          case "priv" -> own = true;
          case "temp" -> flags &= ~ArpIoctl.PERMANENT;
          case "trail", "dontpub", "auto" -> {}
          default -> placeWord(modifier, args);
        }
      }
    } catch (Wrong wrong) {
      return Arp.usage(process, WRONG_USAGE);
    }
    boolean either = own == published;
    boolean gone = !(own || either) ? false : deleteOwn(ip);
    if (!gone && (published || either)) {
      gone = deletePublished(ip);
    }
    if (!gone) {
      process.out().print("No ARP entry for " + word + "\n");
      return Arp.FAILED;
    }
    return 0;
  }

  private boolean deleteOwn(Ip ip) {
    say("arp: SIOCDARP(dontpub)");
    return deleted("SIOCDARP(dontpub)", ip, flags);
  }

  private boolean deletePublished(Ip ip) {
    say("arp: SIOCDARP(pub)");
    return deleted("SIOCDARP(pub)", ip, flags | ArpIoctl.PUBLISHED);
  }

  private boolean deleted(String call, Ip ip, int with) {
    try {
      int type = hardware().number();
      ioctl().delete(new ArpIoctl.Entry(ip, type, Mac.ZERO, with, mask, cut(device)));
      return true;
    } catch (NetlinkException e) {
      if (e.errno() == Errno.ENXIO || e.errno() == Errno.ENOENT) {
        return false;
      }
      throw failed(call + ": " + e.errno().text());
    }
  }

  // ---- -f

  /// Sets the entries of a file, one a line; returns the exit status.
  int file(String path) throws FileException {
    String text;
    try {
      String absolute = Files.absolute(process.directory(), path);
      text = new String(process.files().read(absolute), StandardCharsets.UTF_8);
    } catch (FileException e) {
      throw failed("arp: cannot open etherfile " + path + " !");
    }
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      say(">> " + line);
      if (!line.isBlank() && !line.startsWith("#")) {
        int status = line(line.strip(), number, path);
        if (status == WRONG_USAGE) {
          return status;
        }
      }
    }
    return 0;
  }

  private int line(String line, int number, String path) throws FileException {
    List<String> words = Arrays.asList(line.split("\\s+"));
    if (words.size() < 2) {
      process.complain("arp: format error on line " + number + " of etherfile " + path + " !");
      return 0;
    }
    try {
      return new ArpRequests(process, options).set(new Args(words));
    } catch (CommandException e) {
      process.complain(e.message());
      process.complain("arp: cannot set entry on line " + number + " of etherfile " + path + " !");
      return 0;
    }
  }

  // ---- common

  private ArpIoctl ioctl() {
    return new ArpIoctl(process.netns());
  }

  private void say(String text) {
    if (options.verbose()) {
      process.complain(text);
    }
  }

  private static String cut(String name) {
    return name.substring(0, Math.min(name.length(), NAME_LENGTH));
  }

  private Ip host(Args args) {
    if (!args.hasNext()) {
      throw failed("arp: need host name");
    }
    return resolved(args.next());
  }

  private Ip resolved(String word) {
    InetNames.Meaning meaning = names.find(word, false);
    if (meaning == null) {
      throw failed(word + ": Unknown host");
    }
    return meaning.ip();
  }

  private static CommandException failed(String message) {
    return new CommandException(Arp.FAILED, message);
  }
}
