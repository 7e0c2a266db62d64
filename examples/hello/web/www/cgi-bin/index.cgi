#!/bin/sh
# The page: who answers, and what the counter says. COUNTER may name another place to ask.
answer=$(timeout 3 wget -q -O - "http://${COUNTER:-counter:7000}/cgi-bin/next")
if [ -z "$answer" ]; then
  printf 'Status: 502 Bad Gateway\r\nContent-Type: text/plain\r\n\r\nthe counter does not answer\n'
  exit
fi
n=$(echo "$answer" | sed -n 1p)
saying=$(echo "$answer" | sed -n 2p)
behind=$(echo "$answer" | sed -n 3p)
printf 'Content-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n\r\n'
cat <<END
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${GREETING:-Hello} from jorch</title>
<style>
  body { font: 18px/1.5 system-ui, sans-serif; margin: 0; min-height: 100vh; display: grid;
         place-items: center; background: #10222e; color: #e8eef2 }
  main { text-align: center; padding: 2rem }
  .n { font-size: 6rem; font-weight: 700; line-height: 1; color: #ffb454 }
  q { font-style: italic; color: #9fd6c2 }
  code { background: #1c3544; padding: .15em .5em; border-radius: .3em }
</style>
<main>
  <h1>${GREETING:-Hello}</h1>
  <p class="n">$n</p>
  <p><q>$saying</q></p>
  <p>answered by <code>$(hostname)</code>, counted by <code>$behind</code></p>
</main>
</html>
END
