# Runs a command of the lab for a program of the host: tells the lab the words, the folder and the environment, and lends it
# the standard streams. A frame is a letter, a length in four bytes, and that many bytes. See ClientConnection.
use strict;

my ($name) = $0 =~ m{([^/]*)$};
my ($lab, $input);
binmode $_ for *STDIN, *STDOUT, *STDERR;

my ($sending, @pending, %sent);

sub give_up { print STDERR "patchbay: $name: the lab does not answer\n"; exit 126 }
sub interrupted { $! == 4 }
sub all {
  my ($to, $bytes) = @_;
  while (length $bytes) { substr($bytes, 0, syswrite($to, $bytes) // (interrupted() ? 0 : return)) = '' }
  1;
}
sub frame { pack 'a N/a*', @_ }
sub send_frames {
  if ($sending) { push @pending, @_; return }
  $sending = 1;
  all($lab, join '', @_) or give_up();
  while (@pending) { all($lab, shift @pending) or give_up() }
  $sending = 0;
}
sub take {
  my $bytes = '';
  while (length $bytes < $_[0]) {
    my $read = sysread($lab, $bytes, $_[0] - length $bytes, length $bytes);
    give_up() unless $read || (!defined $read && interrupted());
  }
  $bytes;
}
sub finish {
  my ($status) = @_;
  my $signal = $sent{$status - 128};
  if ($signal) { $SIG{$signal} = 'DEFAULT'; kill $signal, $$ }
  exit $status;
}

socket($lab, 1, 1, 0) && connect($lab, pack('S a*', 1, '/run/patchbay/socket')) or give_up();
# A signal is the command's to answer, unless it is ignored here.
my %signals = (HUP => 1, INT => 2, QUIT => 3, USR1 => 10, USR2 => 12, TERM => 15);
while (my ($signal, $number) = each %signals) {
  next if ($SIG{$signal} // '') eq 'IGNORE';
  $SIG{$signal} = sub { $sent{$number} = $signal; send_frames(frame('S', $number)) };
}
send_frames(
  map({ frame('A', $_) } $name, @ARGV),
  map({ frame('E', "$_=$ENV{$_}") } sort keys %ENV),
  frame('D', readlink('/proc/self/cwd') // $ENV{PWD}),
  frame('T', join '', map { -t $_ ? 1 : 0 } *STDIN, *STDOUT, *STDERR),
  frame('G', ''));
while (1) {
  my ($type, $length) = unpack 'a N', take(5);
  my $bytes = take($length);
  if ($type eq 'O') { all(*STDOUT, $bytes) or exit 1 }
  elsif ($type eq 'E') { all(*STDERR, $bytes) or exit 1 }
  elsif ($type eq 'X') { finish($bytes) }
  elsif ($type eq 'R') {
    # The lab may end the command while nobody types.
    my $ready;
    do {
      $ready = '';
      vec($ready, $_, 1) = 1 for fileno(STDIN), fileno($lab);
    } while (select($ready, undef, undef, undef) < 0 && interrupted());
    next unless vec($ready, fileno(STDIN), 1);
    sysread(STDIN, $input, $bytes) // ($input = '');
    send_frames(frame('I', $input));
  }
}
