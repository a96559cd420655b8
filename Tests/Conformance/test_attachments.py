"""The captcha that comes with a form is a real picture and a real recording."""

import base64
import io
import struct
import wave
import zlib


def chunks(file):
    assert file.startswith(b"\x89PNG\r\n\x1a\n")
    position = 8
    while position < len(file):
        length, kind = struct.unpack(">I4s", file[position : position + 8])
        data = file[position + 8 : position + 8 + length]
        [checksum] = struct.unpack(">I", file[position + 8 + length : position + 12 + length])
        assert checksum == zlib.crc32(kind + data)
        yield kind, data
        position += 12 + length


def test_captcha(client):
    sessions = client.bridges.login_sessions
    session = sessions.create("facebookgo", flow_id="messenger-lite")
    session = sessions.steps.submit(
        session.current_step.step_id, bridge_id="facebookgo", login_session_id=session.login_session_id,
        type="user_input", fields={"username": "captcha", "password": "swordfish"}
    )
    picture, recording = session.current_step.attachments
    assert (picture["type"], recording["type"]) == ("m.image", "m.audio")
    file = base64.b64decode(picture["content"], validate=True)
    assert picture["info"]["size"] == len(file)
    parts = dict(chunks(file))
    width, height, depth, color = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    assert (width, height, depth, color) == (picture["info"]["w"], picture["info"]["h"], 8, 0)
    rows = zlib.decompress(parts[b"IDAT"])
    assert len(rows) == height * (width + 1) and {0, 128, 255} <= set(rows)
    sound = wave.open(io.BytesIO(base64.b64decode(recording["content"], validate=True)))
    assert sound.getnframes() / sound.getframerate() > 2
    assert len(sound.readframes(sound.getnframes())) == sound.getnframes()
