// Seals and opens envelopes with npm's @wecom/crypto, one request a line: tests/channels/wecom/interop.py.
const crypto = require("@wecom/crypto");

let rest = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (piece) => {
    const lines = (rest + piece).split("\n");
    rest = lines.pop();
    lines.forEach((line) => process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`));
});

function answer({ token, key, receiver, timestamp, nonce, content, random, encrypted }) {
    if (encrypted !== undefined) {
        const { message, id } = crypto.decrypt(key, encrypted);
        return { content: message, receiver: id, signature: crypto.getSignature(token, timestamp, nonce, encrypted) };
    }
    const prefix = random === null ? undefined : Buffer.from(random, "hex");
    const sealed = crypto.encrypt(key, content, receiver, prefix);
    return { encrypted: sealed, signature: crypto.getSignature(token, timestamp, nonce, sealed) };
}
