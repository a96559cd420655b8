"""The attachments of a captcha form are a real picture and a real recording."""

import base64
import io
import wave

from PIL import Image


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
    image = Image.open(io.BytesIO(file))
    assert (image.format, *image.size) == ("PNG", picture["info"]["w"], picture["info"]["h"])
    # The letters, the lines across them, and the background.
    assert {0, 128, 255} <= set(image.convert("L").tobytes())
    sound = wave.open(io.BytesIO(base64.b64decode(recording["content"], validate=True)))
    assert sound.getnframes() / sound.getframerate() > 2
    assert len(sound.readframes(sound.getnframes())) == sound.getnframes()
